import assert from "node:assert/strict";
import { differences, maximum, median, minimum, percentile, ratios } from "./statistics.ts";

Deno.test("median() is the middle of the sorted values, or between the two in the middle", () => {
  assert.equal(median([10, 9, 1]), 9);
  assert.equal(median([4, 1, 2, 3]), 2.5);
  assert.equal(median([7]), 7);
});

Deno.test("percentile() is a value that was measured, by nearest rank", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  assert.equal(percentile(hundred, 95), 95);
  assert.equal(percentile(hundred, 100), 100);
  assert.equal(percentile([3, 1, 2], 95), 3);
  assert.equal(percentile([3, 1, 2], 0), 1);
});

Deno.test("minimum() and maximum() compare as numbers", () => {
  assert.equal(minimum([10, 9, 100]), 9);
  assert.equal(maximum([10, 9, 100]), 100);
});

Deno.test("statistics refuse to speak of nothing", () => {
  for (const statistic of [minimum, maximum, median]) assert.throws(() => statistic([]), RangeError);
});

Deno.test("differences() and ratios() compare the values of one round", () => {
  assert.deepEqual(differences([5, 6], [1, 8]), [4, -2]);
  assert.deepEqual(ratios([6, 8], [2, 4]), [3, 2]);
  assert.throws(() => differences([1], []), RangeError);
});
