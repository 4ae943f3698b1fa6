import assert from "node:assert/strict";
import { failuresIn, formatTime, readCounts, remarksIn } from "./counts.ts";

Deno.test("readCounts() reads the last summary, with and without steps", () => {
  const output =
    "ok | 3 passed | 0 failed (3s)\nrunning\nFAILED | 252 passed (213 steps) | 2 failed (1 step) " +
    "| 4 ignored (7m3s)\n\nerror: Test failed\n";
  assert.deepEqual(readCounts(output), { passed: 252, failed: 2, ignored: 4 });
  assert.deepEqual(readCounts("ok | 3 passed | 0 failed (3s)"), { passed: 3, failed: 0, ignored: 0 });
});

Deno.test("readCounts() knows a run that did not come to its end", () => {
  assert.equal(readCounts("running 3 tests\nit broke | off"), undefined);
});

Deno.test("failuresIn() returns what is behind the heading, else the end", () => {
  assert.equal(failuresIn("a\n ERRORS \n\nx => y\n"), "ERRORS \n\nx => y");
  assert.equal(failuresIn("error: cannot resolve"), "error: cannot resolve");
});

Deno.test("remarksIn() finds what tests say of those that they leave out, once", () => {
  const output = "running\ntests/fuzz: from source only\ntests/fuzz: from source only\n at tests/fuzz: no\n";
  assert.deepEqual(remarksIn(output), ["tests/fuzz: from source only"]);
  assert.deepEqual(remarksIn("ok"), []);
});

Deno.test("formatTime() names minutes from the first on", () => {
  assert.equal(formatTime(4_400), "4 s");
  assert.equal(formatTime(277_000), "4 min 37 s");
});
