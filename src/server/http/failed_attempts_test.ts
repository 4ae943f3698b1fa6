import assert from "node:assert/strict";
import { FailedAttempts } from "./failed_attempts.ts";

Deno.test("FailedAttempts blocks an address for the rest of a minute after ten wrong tokens (S-63)", () => {
  let now = 1_000;
  const attempts = new FailedAttempts({ now: () => now });
  for (let count = 0; count < 9; count++) assert.equal(attempts.fail("a"), false);
  assert.equal(attempts.blockedFor("a"), 0);
  assert.equal(attempts.fail("a"), true);
  assert.equal(attempts.blockedFor("a"), 60);
  assert.equal(attempts.blockedFor("b"), 0);
  now += 59_500;
  assert.equal(attempts.blockedFor("a"), 1);
  now += 500;
  assert.equal(attempts.blockedFor("a"), 0);
  assert.equal(attempts.fail("a"), false); // counted anew
  assert.equal(attempts.blockedFor("a"), 0);
});

Deno.test("FailedAttempts knows who has called from an address before", () => {
  const attempts = new FailedAttempts();
  attempts.succeed("proxy", "ann");
  assert.equal(attempts.isKnown("proxy", "ann"), true);
  assert.equal(attempts.isKnown("proxy", "ben"), false);
  assert.equal(attempts.isKnown("elsewhere", "ann"), false);
});

Deno.test("FailedAttempts remembers a bounded number of addresses", () => {
  const attempts = new FailedAttempts({ addresses: 3, most: 2 });
  for (const address of ["a", "b", "c"]) for (let i = 0; i < 2; i++) attempts.fail(address);
  assert.ok(attempts.blockedFor("a") > 0);
  attempts.fail("d");
  assert.equal(attempts.blockedFor("a"), 0);
  assert.ok(attempts.blockedFor("b") > 0);
  for (const name of ["1", "2", "3", "1", "4"]) attempts.succeed("a", name);
  assert.deepEqual(["1", "2", "3", "4"].map((name) => attempts.isKnown("a", name)), [
    true,
    false,
    true,
    true,
  ]);
});
