import assert from "node:assert/strict";
import { Retry } from "./retry.ts";

function clocked(random = 0) {
  const clock = { now: 0 };
  return { clock, retry: new Retry({ now: () => clock.now, random: () => random }) };
}

Deno.test("Retry.waitMs() doubles with every failure in a row, up to a minute", () => {
  const { clock, retry } = clocked();
  assert.equal(retry.waitMs(), 0);
  const waits = Array.from({ length: 9 }, () => {
    retry.begin();
    clock.now += 200; // An attempt that takes long to fail is not followed by the next at once.
    retry.failed();
    const wait = retry.waitMs();
    clock.now += wait;
    assert.equal(retry.waitMs(), 0);
    return wait;
  });
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  assert.equal(retry.failures, 9);
});

Deno.test("Retry.waitMs() stays short where all that can be found out is that nothing listens", () => {
  const { clock, retry } = clocked();
  const waits = Array.from({ length: 5 }, () => {
    retry.begin();
    retry.failed(0, true);
    clock.now += retry.waitMs();
    return retry.waitMs() === 0 ? clock.now : NaN;
  });
  assert.deepEqual(waits, [1_000, 3_000, 7_000, 12_000, 17_000]);
  retry.begin();
  retry.connected();
  retry.lost(true);
  assert.equal(retry.waitMs(), 5_000);
  retry.failed();
  assert.equal(retry.waitMs(), 60_000);
});

Deno.test("Retry.unaskedMs() goes on to five minutes, and is later by a random part", () => {
  const { clock, retry } = clocked(0.5);
  assert.equal(retry.unaskedMs(), 50);
  const waits = Array.from({ length: 10 }, () => {
    retry.failed();
    const wait = retry.unaskedMs();
    clock.now += wait;
    return wait;
  });
  assert.equal(waits[0], 1_000 + 50 + 125);
  assert.equal(waits[9], 300_000 + 50 + 37_500);
});

Deno.test("Retry.lost() counts connections that do not last, and forgets failures after one that did", () => {
  const { clock, retry } = clocked();
  const live = (ms: number) => {
    retry.begin();
    retry.connected();
    clock.now += ms;
    retry.lost();
    return retry.waitMs();
  };
  assert.deepEqual([live(400), live(400), live(400)], [600, 1_600, 3_600]);
  assert.equal(retry.isLoop, true);
  assert.equal(live(Retry.STABLE_MS), 0);
  assert.equal(retry.isLoop, false);
  assert.equal(retry.failures, 0);
});

Deno.test("Retry.failed() leaves a server alone for as long as it asks, within bounds; reset() does not wait", () => {
  const { clock, retry } = clocked();
  retry.begin();
  retry.failed(20_000);
  assert.equal(retry.waitMs(), 20_000);
  clock.now += 20_000;
  assert.equal(retry.waitMs(), 0);
  retry.failed(1e12);
  assert.equal(retry.waitMs(), 300_000);
  retry.reset();
  assert.equal(retry.waitMs(), 0);
});
