import assert from "node:assert/strict";
import { Retry } from "./retry.ts";

Deno.test("Retry.waitMs() doubles with every failure in a row, up to a minute", () => {
  let now = 0;
  const retry = new Retry(() => now);
  assert.equal(retry.waitMs(), 0);
  const waits = Array.from({ length: 9 }, () => {
    retry.begin();
    retry.failed();
    const wait = retry.waitMs();
    now += wait;
    assert.equal(retry.waitMs(), 0);
    return wait;
  });
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  retry.begin();
  retry.succeeded();
  assert.equal(retry.waitMs(), 1_000);
  now += 400;
  assert.equal(retry.waitMs(), 600);
  retry.reset();
  assert.equal(retry.waitMs(), 0);
});
