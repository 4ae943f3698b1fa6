import assert from "node:assert/strict";
import { formatNumber, formatPair } from "./format.ts";

Deno.test("formatNumber() keeps the digits that mean something", () => {
  assert.equal(formatNumber(1234.56, "µs"), "1,235");
  assert.equal(formatNumber(99.94, "ms"), "99.9");
  assert.equal(formatNumber(-0.25, "ms"), "-0.3");
  assert.equal(formatNumber(98.567, "%"), "98.57");
  assert.equal(formatNumber(1.236, "×"), "1.24");
  assert.equal(formatNumber(42.4, "tokens"), "42");
});

Deno.test("formatPair() gives minimum and median, or the only value", () => {
  assert.equal(formatPair([3, 1, 2], "ms"), "1.0 / 2.0 ms");
  assert.equal(formatPair([1234], "tokens"), "1,234 tokens");
});
