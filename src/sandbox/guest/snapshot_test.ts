import assert from "node:assert/strict";
import { restoreSnapshot, takeSnapshot, usedPages } from "./snapshot.ts";
import { runInTest, testEngine } from "./test_guest.ts";

Deno.test("restoreSnapshot() makes a memory equal to the one that was pictured", () => {
  const fresh = () => {
    const memory = new Uint8Array(64 * 4_096);
    memory[5] = 1; // will be cleared
    memory[4_096 * 9] = 2; // will change
    memory[4_096 * 20 + 7] = 3; // stays
    return memory;
  };
  const memory = fresh();
  const before = usedPages(memory, memory.length);
  assert.deepEqual([...before], [0, 9, 20]);
  memory[5] = 0;
  memory[4_096 * 9] = 200;
  memory.fill(7, 4_096 * 30, 4_096 * 33 + 1);
  const snapshot = takeSnapshot(memory, before, 4_096 * 40);
  const other = fresh();
  restoreSnapshot(other, snapshot);
  assert.deepEqual(other, memory);
  assert.deepEqual(snapshot.runs.map(({ offset }) => offset / 4_096), [0, 9, 20, 30]);
});

Deno.test("usedPages() looks at the last word of a page and no further than it is told", () => {
  const memory = new Uint8Array(4 * 4_096);
  memory[2 * 4_096 - 1] = 1;
  memory[3 * 4_096] = 1;
  assert.deepEqual([...usedPages(memory, 3 * 4_096)], [1]);
});

Deno.test("Engine.create() gives every program the same world, with the prelude evaluated or restored", async () => {
  const code =
    "const exec = () => [Object.getOwnPropertyNames(globalThis).sort().join(), typeof URL, new URL('https://a.b').host, 'a'.localeCompare('B')]";
  const worlds: unknown[] = [];
  for (let round = 0; round < 4; round++) worlds.push((await runInTest(code)).value);
  for (const world of worlds) assert.deepEqual(world, worlds[0]);
});

Deno.test("Engine.create() makes instances that know nothing of each other", async () => {
  await testEngine();
  await runInTest(
    "console.group('g'); Object.prototype.leak = 1; globalThis.leak = 2; console.count(); const exec = () => 1",
  );
  const { console, value } = await runInTest(
    "const exec = () => { console.log('x'); console.count(); return [typeof leak, ({}).leak] }",
  );
  assert.deepEqual(console, ["log: x", "log: default: 1"]);
  assert.deepEqual(value, ["undefined", null]);
});
