import assert from "node:assert/strict";
import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { Replies } from "./replies.ts";

/** Replies whose sending ends when the test says so. */
function heldBack() {
  const sent: JSONRPCMessage[] = [];
  let gate = Promise.withResolvers<void>();
  const replies = new Replies((message) => {
    sent.push(message);
    return gate.promise;
  });
  const open = async () => {
    gate.resolve();
    gate = Promise.withResolvers();
    gate.resolve();
    // Each reply takes a few turns.
    for (let turn = 0; turn < 10_000; turn++) await Promise.resolve();
  };
  return { sent, replies, open };
}

const ids = (sent: readonly JSONRPCMessage[]) => sent.map((message) => "id" in message && message.id);

Deno.test("Replies.refuse() answers each question once, in order, whatever became of those before", async () => {
  const { sent, replies, open } = heldBack();
  for (const id of [0, "a", ""]) replies.refuse(id);
  assert.deepEqual(ids(sent), [0]);
  await open();
  assert.deepEqual(ids(sent), [0, "a", ""]);
  replies.refuse(7);
  assert.deepEqual(ids(sent), [0, "a", "", 7]);
  const error = { code: -32601, message: "Method not found: no such capability was declared" };
  assert.deepEqual(sent[1], { jsonrpc: "2.0", id: "a", error });
});

Deno.test("Replies.refuse() goes on after a failure to send", async () => {
  const sent: JSONRPCMessage[] = [];
  const replies = new Replies((message) => {
    sent.push(message);
    return Promise.reject(new Error("no"));
  });
  replies.refuse(1);
  replies.refuse(2);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  assert.deepEqual(ids(sent), [1, 2]);
});

Deno.test("Replies.refuse() leaves out what is no id, and what a server asks that reads nothing", async () => {
  const { sent, replies, open } = heldBack();
  for (const id of [null, undefined, {}, true]) replies.refuse(id);
  assert.deepEqual(sent, []);
  for (let id = 0; id < 5_000; id++) replies.refuse(id);
  await open();
  assert.equal(sent.length, 1_001);
});

Deno.test("Replies.answer() sends a result in turn with the refusals", async () => {
  const { sent, replies, open } = heldBack();
  replies.refuse(1);
  replies.answer("q", { action: "decline" });
  replies.answer(null, { action: "accept" });
  await open();
  assert.deepEqual(sent.slice(1), [{ jsonrpc: "2.0", id: "q", result: { action: "decline" } }]);
});
