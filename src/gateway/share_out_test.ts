import assert from "node:assert/strict";
import { shareOut } from "./share_out.ts";

Deno.test("shareOut() gives all what they want where there is enough", () => {
  assert.deepEqual(shareOut([5, 1, 3], 9), [5, 1, 3]);
  assert.deepEqual(shareOut([], 9), []);
});

Deno.test("shareOut() gives little wants first, and an equal share of the rest", () => {
  assert.deepEqual(shareOut([100, 1, 100], 21), [10, 1, 10]);
  assert.deepEqual(shareOut([100, 1, 4], 21), [16, 1, 4]);
  assert.deepEqual(shareOut([100, 100], 0), [0, 0]);
});

Deno.test("shareOut() never gives more than there is", () => {
  for (const room of [0, 1, 7, 99]) {
    const shares = shareOut([50, 3, 17, 1_000, 0], room);
    assert(shares.reduce((sum, share) => sum + share, 0) <= room);
  }
});
