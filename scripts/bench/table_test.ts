import assert from "node:assert/strict";
import { measured, unmeasured } from "./result.ts";
import { renderTable, verdict } from "./table.ts";
import { TARGETS } from "./targets.ts";

Deno.test("renderTable() shows the rows that have a result, in the targets' order", () => {
  const table = renderTable({
    surface: measured([433]),
    trivialProgram: measured([3, 1, 2, 40]),
    startSource: measured([400, 500]),
  });
  assert.deepEqual(table.trimEnd().split("\n").slice(2), [
    "| from source: start → `initialize` reply | 400 / 450 ms |  |  |  |",
    "| trivial `execute_code`, warm, through stdio, type check off | 1.0 / 2.5 ms, p95 40.0 |  | ≤ 5 ms, p95 ≤ 15 ms | **no** |",
    "| instructions and the three tools, as a model sees them | 433 tokens |  | ≤ 500 tokens | yes |",
  ]);
});

Deno.test("renderTable() says what could not be measured, and does not call it met", () => {
  const row = renderTable({ idleMemory: unmeasured("a | pipe\nand a line") }).split("\n")[2];
  assert.equal(
    row,
    "| idle gateway with one warm guest and no checker, PSS of all its processes | not measured: " +
      "a \\| pipe and a line |  | ≤ 130 MB | unknown |",
  );
});

Deno.test("renderTable() shows what direct calls take, and numbers its notes", () => {
  const table = renderTable({
    sleepingCalls: measured([120], { direct: [103, 101], note: "first" }),
    surface: measured([433], { direct: "the original: 2,415", note: "second" }),
  });
  assert.match(table, /\| 40 calls of 100 ms in `Promise.all` \(1\) \| 120 ms \| 101 \/ 102 ms \|/);
  assert.match(table, /sees them \(2\) \| 433 tokens \| the original: 2,415 \|/);
  assert.ok(table.endsWith("|\n\n(1) first\\\n(2) second\n"));
});

Deno.test("verdict() holds every bound, its end included", () => {
  assert.equal(verdict(TARGETS.trivialProgram, [5, 5, 5]), "yes");
  assert.equal(verdict(TARGETS.trivialProgram, [5.1, 5.1]), "**no**");
  assert.equal(verdict(TARGETS.tenServers, [98.3]), "yes");
  assert.equal(verdict(TARGETS.tenServers, [98.2]), "**no**");
  assert.equal(verdict(TARGETS.endlessLoop, [1_000, 1_000, 2_001]), "**no**");
  assert.equal(verdict(TARGETS.startSource, [9_999]), "");
});
