import assert from "node:assert/strict";
import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import { Refusals } from "./refusals.ts";

/** Refusals whose sending ends when the test says so. */
function heldBack() {
  const sent: JSONRPCMessage[] = [];
  let gate = Promise.withResolvers<void>();
  const refusals = new Refusals((message) => {
    sent.push(message);
    return gate.promise;
  });
  const open = async () => {
    gate.resolve();
    gate = Promise.withResolvers();
    gate.resolve();
    // Each refusal takes a few turns.
    for (let turn = 0; turn < 10_000; turn++) await Promise.resolve();
  };
  return { sent, refusals, open };
}

const ids = (sent: readonly JSONRPCMessage[]) => sent.map((message) => "id" in message && message.id);

Deno.test("Refusals.refuse() answers each question once, in order, whatever became of those before", async () => {
  const { sent, refusals, open } = heldBack();
  for (const id of [0, "a", ""]) refusals.refuse(id);
  assert.deepEqual(ids(sent), [0]);
  await open();
  assert.deepEqual(ids(sent), [0, "a", ""]);
  refusals.refuse(7);
  assert.deepEqual(ids(sent), [0, "a", "", 7]);
  const error = { code: -32601, message: "Method not found: no such capability was declared" };
  assert.deepEqual(sent[1], { jsonrpc: "2.0", id: "a", error });
});

Deno.test("Refusals.refuse() goes on after a failure to send", async () => {
  const sent: JSONRPCMessage[] = [];
  const refusals = new Refusals((message) => {
    sent.push(message);
    return Promise.reject(new Error("no"));
  });
  refusals.refuse(1);
  refusals.refuse(2);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  assert.deepEqual(ids(sent), [1, 2]);
});

Deno.test("Refusals.refuse() leaves out what is no id, and what a server asks that reads nothing", async () => {
  const { sent, refusals, open } = heldBack();
  for (const id of [null, undefined, {}, true]) refusals.refuse(id);
  assert.deepEqual(sent, []);
  for (let id = 0; id < 5_000; id++) refusals.refuse(id);
  await open();
  assert.equal(sent.length, 1_001);
});
