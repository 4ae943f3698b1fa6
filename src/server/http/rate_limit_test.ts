import assert from "node:assert/strict";
import { TokenBucket } from "./rate_limit.ts";

Deno.test("TokenBucket lets a burst pass, and then so many a second", () => {
  const bucket = new TokenBucket({ perSecond: 10, most: 50, now: 0 });
  for (let count = 0; count < 50; count++) assert.equal(bucket.take(1, 0), true);
  assert.equal(bucket.take(1, 0), false);
  assert.equal(bucket.retryAfter(0), 1);
  assert.equal(bucket.take(1, 99), false);
  assert.equal(bucket.take(1, 100), true);
  assert.equal(bucket.take(10, 1_100), true);
  assert.equal(bucket.isFull(1_100), false);
  assert.equal(bucket.isFull(60_000), true);
  for (let count = 0; count < 50; count++) assert.equal(bucket.take(1, 60_000), true); // no more than that was saved up
  assert.equal(bucket.take(1, 60_000), false);
});

Deno.test("TokenBucket.charge() has what came already paid for by what comes next", () => {
  const bucket = new TokenBucket({ perSecond: 10, most: 50, now: 0 });
  bucket.charge(100, 0);
  assert.equal(bucket.take(1, 0), false);
  assert.equal(bucket.retryAfter(0), 6);
  assert.equal(bucket.take(1, 5_000), false);
  assert.equal(bucket.take(1, 5_100), true);
});
