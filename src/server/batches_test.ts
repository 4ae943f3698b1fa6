import assert from "node:assert/strict";
import type { JSONRPCMessage } from "@modelcontextprotocol/server";
import { Batches, batchFault, hasBatches } from "./batches.ts";

const answer = (id: number): JSONRPCMessage => ({ jsonrpc: "2.0", id, result: {} });

Deno.test("hasBatches() knows the revisions that have them", () => {
  const known = (versions: readonly (string | undefined)[]) => versions.map(hasBatches);
  assert.deepEqual(known(["2024-11-05", "2025-03-26"]), [true, true]);
  assert.deepEqual(known([undefined, "2025-06-18", "2025-11-25", "2026-07-28"]), [
    false,
    false,
    false,
    false,
  ]);
});

Deno.test("batchFault() bounds batches, and says where there are none", () => {
  assert.equal(batchFault(100, "2025-03-26"), undefined);
  assert.match(batchFault(101, "2025-03-26") ?? "", /a batch of 101 messages is too large, at most 100/);
  assert.match(batchFault(1, "2025-11-25") ?? "", /has no batches/);
  assert.match(batchFault(1, undefined) ?? "", /has no batches/);
});

Deno.test("Batches.settle() returns the answers of a batch with the last one", () => {
  const batches = new Batches();
  assert.deepEqual(batches.begin([1, 2], [answer(9)]), []);
  assert.deepEqual(batches.begin([3], []), []);
  assert.deepEqual([1, 2, 3, 4].map((id) => batches.has(id)), [true, true, true, false]);
  assert.deepEqual(batches.settle(2, answer(2)), []);
  assert.deepEqual(batches.settle(3, answer(3)), [answer(3)]);
  assert.deepEqual(batches.settle(1, answer(1)), [answer(9), answer(2), answer(1)]);
  assert.equal(batches.has(1), false);
});

Deno.test("Batches.settle() does not wait for what was cancelled", () => {
  const batches = new Batches();
  batches.begin([1, 2], []);
  assert.deepEqual(batches.settle(1, answer(1)), []);
  assert.deepEqual(batches.settle(2), [answer(1)]);
  batches.begin([1], []);
  assert.deepEqual(batches.settle(1), [], "nothing is written where nothing is answered");
  assert.deepEqual(batches.settle(7), []);
});

Deno.test("Batches.begin() returns at once what waits for nothing", () => {
  const batches = new Batches();
  assert.deepEqual(batches.begin([], [answer(9)]), [answer(9)]);
  assert.deepEqual(batches.begin([], []), []);
  batches.begin([1, 1], []);
  assert.deepEqual(batches.settle(1, answer(1)), [answer(1)]);
});
