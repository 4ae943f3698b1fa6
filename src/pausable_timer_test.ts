import assert from "node:assert/strict";
import { PausableTimer } from "./pausable_timer.ts";

/** Resolves after some milliseconds: what is tested here is time itself. */
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

Deno.test("PausableTimer calls back once its time is over", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  new PausableTimer(5, resolve);
  await promise;
});

Deno.test("PausableTimer.pause() stops it until everybody lets it go on", async () => {
  const ended = Promise.withResolvers<void>();
  let isOver = false;
  const timer = new PausableTimer(30, () => {
    isOver = true;
    ended.resolve();
  });
  const first = timer.pause();
  const second = timer.pause();
  first();
  first(); // once more, which counts for nothing
  await after(60);
  assert.equal(isOver, false);
  const since = performance.now();
  second();
  await ended.promise;
  assert.ok(performance.now() - since < 60, "what had passed before the pause counts");
});

Deno.test("PausableTimer.clear() ends it, paused or not", async () => {
  const timer = new PausableTimer(5, () => assert.fail("it was cleared"));
  const resume = timer.pause();
  timer.clear();
  resume();
  await after(20);
});
