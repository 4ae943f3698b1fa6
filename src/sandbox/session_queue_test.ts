import assert from "node:assert/strict";
import { SessionQueue } from "./session_queue.ts";

const ALL = () => true;

Deno.test("SessionQueue.take() gives each session its turn", () => {
  const queue = new SessionQueue<string>();
  for (const item of ["a1", "a2", "a3", "b1", "c1", "b2"]) queue.add(item.slice(0, 1), item);
  const order = Array.from({ length: 6 }, () => queue.take(ALL));
  assert.deepEqual(order, ["a1", "b1", "c1", "a2", "b2", "a3"]);
  assert.equal(queue.take(ALL), undefined);
  assert.equal(queue.size, 0);
});

Deno.test("SessionQueue.take() passes over sessions that may not run", () => {
  const queue = new SessionQueue<string>();
  queue.add("a", "a1");
  queue.add("b", "b1");
  assert.equal(queue.take((session) => session !== "a"), "b1");
  assert.equal(queue.take((session) => session !== "a"), undefined);
  assert.equal(queue.size, 1);
});

Deno.test("SessionQueue.remove() takes an item out once", () => {
  const queue = new SessionQueue<string>();
  queue.add("a", "a1");
  queue.add("a", "a2");
  assert.equal(queue.remove("a", "a1"), true);
  assert.equal(queue.remove("a", "a1"), false);
  assert.equal(queue.remove("b", "a2"), false);
  assert.deepEqual(queue.drain(), ["a2"]);
  assert.equal(queue.size, 0);
});
