import assert from "node:assert/strict";
import { partUrl } from "../parts.ts";
import { Emitter } from "./emitter.ts";

async function withEmitter(use: (emitter: Emitter) => Promise<void>): Promise<void> {
  const emitter = new Emitter(partUrl("emit_worker"));
  try {
    await use(emitter);
  } finally {
    emitter.close();
  }
}

const honest = "export const a: number = 1;";
const breaking = "const a = " + "(".repeat(50_000) + "1" + ")".repeat(50_000) + ";";

Deno.test("Emitter emits programs side by side and keeps them apart", () =>
  withEmitter(async (emitter) => {
    const results = await Promise.all([1, 2, 3].map((n) => emitter.emit(`export const a: number = ${n};`)));
    assert.deepEqual(results.map((one) => one.ok && one.program.code.trim()), [
      "export const a = 1;",
      "export const a = 2;",
      "export const a = 3;",
    ]);
  }));

Deno.test("Emitter survives programs that break the compiler", () =>
  withEmitter(async (emitter) => {
    const results = await Promise.all(
      [breaking, honest, breaking, honest].map((source) => emitter.emit(source)),
    );
    assert.deepEqual(results.map((one) => one.ok), [false, true, false, true]);
    assert(!results[0]?.ok && /deep nesting/.test(results[0]?.diagnostic.next ?? ""));
    assert.equal((await emitter.emit(honest)).ok, true);
  }));

Deno.test("Emitter.close() answers what is still waiting", async () => {
  const emitter = new Emitter(partUrl("emit_worker"));
  const waiting = emitter.emit(honest);
  emitter.close();
  assert.equal((await waiting).ok, false);
});

Deno.test("Emitter gives a diagnostic when its thread cannot start", async () => {
  const emitter = new Emitter(new URL("./missing.ts", import.meta.url));
  assert.equal((await emitter.emit(honest)).ok, false);
  emitter.close();
});

/** A thread that takes so many milliseconds for each program, and for ever for those that say so. */
function slowThread(ms: number): URL {
  const wait = (time: string) => `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${time});`;
  return new URL(`data:text/javascript,onmessage = ({ data: { id, source } }) => {
    ${wait(`source === "for ever" ? Infinity : ${ms}`)}
    postMessage({ id, result: { ok: true, program: { code: source } } });
  };`);
}

Deno.test("Emitter bounds the time of each program, not of those before it in the line", async () => {
  const emitter = new Emitter(slowThread(100), { first: 30_000, next: 1_000 });
  const results = await Promise.all(Array.from({ length: 14 }, () => emitter.emit(honest)));
  assert(results.every((one) => one.ok), "14 programs of 100 ms each");
  emitter.close();
});

Deno.test("Emitter replaces a thread whose program takes too long, and emits those behind it", async () => {
  const emitter = new Emitter(slowThread(1), { first: 30_000, next: 500 });
  const results = await Promise.all([honest, "for ever", honest].map((source) => emitter.emit(source)));
  assert.deepEqual(results.map((one) => one.ok), [true, false, true]);
  assert(!results[1]?.ok && /takes too long/.test(results[1]?.diagnostic.message ?? ""));
  emitter.close();
});
