import assert from "node:assert/strict";
import { parseStats, treeOf } from "./process_tree.ts";

const line = (pid: number, name: string, parent: number, user: number, system: number) =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194560 1 2 3 4 ${user} ${system} 7 8 20 0 1 0 12345 1000 200`;

Deno.test("parseStats() reads parents and CPU time, whatever a program is called", () => {
  const text = [line(10, "deno", 1, 5, 6), line(11, "a) S 99 (b", 10, 1, 2), "", "garbage", ""].join("\n");
  assert.deepEqual(parseStats(text), [
    { pid: 10, parent: 1, ticks: 11 },
    { pid: 11, parent: 10, ticks: 3 },
  ]);
});

Deno.test("treeOf() finds all descendants and nobody else's", () => {
  const stat = (pid: number, parent: number) => ({ pid, parent, ticks: 0 });
  const stats = [stat(5, 4), stat(3, 1), stat(4, 2), stat(2, 1), stat(6, 2)];
  assert.deepEqual(treeOf(2, stats).map(({ pid }) => pid), [2, 4, 6, 5]);
  assert.deepEqual(treeOf(9, stats), []);
});
