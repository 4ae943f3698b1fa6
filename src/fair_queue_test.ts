import assert from "node:assert/strict";
import { FairQueue } from "./fair_queue.ts";

/** A queue of items named by principal, session and number. */
function queueOf(...items: readonly string[]): FairQueue<string> {
  const queue = new FairQueue<string>();
  for (const item of items) queue.add(turnOf(item), item);
  return queue;
}

function turnOf(item: string) {
  return { principal: item.slice(0, 1), session: item.slice(0, 2) };
}

Deno.test("FairQueue.take() gives each session its turn", () => {
  const queue = queueOf("Aa1", "Aa2", "Aa3", "Ab1", "Ac1", "Ab2");
  assert.deepEqual(queue.drain(), ["Aa1", "Ab1", "Ac1", "Aa2", "Ab2", "Aa3"]);
  assert.equal(queue.take(), undefined);
  assert.equal(queue.size, 0);
});

Deno.test("FairQueue.take() gives callers turns before their sessions: many sessions are no more turns", () => {
  const queue = queueOf("Aa1", "Ab1", "Ac1", "Ad1", "Ba1", "Ba2", "Aa2");
  assert.deepEqual(queue.drain(), ["Aa1", "Ba1", "Ab1", "Ba2", "Ac1", "Ad1", "Aa2"]);
});

Deno.test("FairQueue.take() passes over lines that are not allowed", () => {
  const queue = queueOf("Aa1", "Ab1", "Ba1");
  assert.equal(queue.take(({ session }) => session === "Ab"), "Ab1");
  assert.equal(queue.take(({ principal }) => principal !== "A"), "Ba1");
  assert.equal(queue.take(({ principal }) => principal !== "A"), undefined);
  assert.deepEqual([queue.size, queue.sizeOf("A"), queue.sizeOf("B")], [1, 1, 0]);
});

Deno.test("FairQueue.remove() takes an item out once", () => {
  const queue = queueOf("Aa1", "Aa2");
  assert.equal(queue.remove(turnOf("Aa1"), "Aa1"), true);
  assert.equal(queue.remove(turnOf("Aa1"), "Aa1"), false);
  assert.equal(queue.remove(turnOf("Ab1"), "Aa2"), false);
  assert.equal(queue.remove(turnOf("Ba1"), "Aa2"), false);
  assert.deepEqual(queue.drain(), ["Aa2"]);
  queue.add(turnOf("Aa3"), "Aa3");
  assert.equal(queue.remove(turnOf("Aa3"), "Aa3"), true);
  assert.equal(queue.take(), undefined);
});

Deno.test("FairQueue keeps the order of turns while lines come and go", () => {
  const queue = queueOf("Aa1", "Ba1", "Ca1");
  assert.equal(queue.take(), "Aa1");
  queue.add(turnOf("Aa2"), "Aa2");
  assert.deepEqual(queue.drain(), ["Ba1", "Ca1", "Aa2"]);
});
