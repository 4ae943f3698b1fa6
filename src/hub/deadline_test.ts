import assert from "node:assert/strict";
import { abortable, DeadlinePassed, formatSeconds, pause, withDeadline } from "./deadline.ts";

const never = () => new Promise<never>(() => {});

Deno.test("withDeadline() returns what the work returns and leaves no timer", async () => {
  assert.equal(await withDeadline(60_000, new AbortController().signal, () => Promise.resolve(7)), 7);
});

Deno.test("withDeadline() aborts the work after its time", async () => {
  const work = (signal: AbortSignal) => abortable(never(), signal);
  const parent = new AbortController().signal;
  await assert.rejects(
    withDeadline(5, parent, work),
    (error) => error instanceof DeadlinePassed && error.ms === 5,
  );
});

Deno.test("withDeadline() aborts the work when its parent does, before or meanwhile", async () => {
  const work = (signal: AbortSignal) => abortable(never(), signal);
  await assert.rejects(withDeadline(60_000, AbortSignal.abort(new Error("before")), work), /before/);
  const parent = new AbortController();
  const done = withDeadline(60_000, parent.signal, work);
  parent.abort(new Error("meanwhile"));
  await assert.rejects(done, /meanwhile/);
});

Deno.test("abortable() swallows a failure that comes too late", async () => {
  const { promise, reject } = Promise.withResolvers<void>();
  await assert.rejects(abortable(promise, AbortSignal.abort(new Error("gone"))), /gone/);
  reject(new Error("late"));
});

Deno.test("pause() ends early when its signal aborts", async () => {
  await pause(1, new AbortController().signal);
  await assert.rejects(pause(60_000, AbortSignal.abort(new Error("gone"))), /gone/);
});

Deno.test("formatSeconds() rounds to tenths", () => {
  assert.deepEqual([30_000, 500, 1_234, 40].map(formatSeconds), ["30 s", "0.5 s", "1.2 s", "0 s"]);
});
