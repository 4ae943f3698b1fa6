import assert from "node:assert/strict";
import { JunkMeter } from "./junk_meter.ts";

Deno.test("JunkMeter.takes() puts up with much in ten seconds, not with everything", () => {
  let now = 0;
  const meter = new JunkMeter(() => now);
  for (let i = 0; i < 100_000; i++) assert.equal(meter.takes(10), false);
  assert.equal(meter.takes(10), true);
  now += 10_001;
  assert.equal(meter.takes(64 * 1024 * 1024), false);
  assert.equal(meter.takes(1), true);
});

Deno.test("JunkMeter.isFirst() is true once", () => {
  const meter = new JunkMeter();
  assert.deepEqual([meter.isFirst(), meter.isFirst()], [true, false]);
});
