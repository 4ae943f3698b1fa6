import assert from "node:assert/strict";
import type { Client, JSONRPCMessage, Transport } from "@modelcontextprotocol/client";
import { Channel } from "./channel.ts";
import { Connection } from "./connection.ts";

/** A connection to a server that hears everything and says what the test says. */
async function open() {
  const sent: { readonly id: number; readonly method: string }[] = [];
  const wire: Transport = {
    start: () => Promise.resolve(),
    close: () => Promise.resolve(),
    send: (message) => {
      sent.push(message as never); // what is sent here is a request or a notification
      return Promise.resolve();
    },
  };
  const channel = new Channel(wire);
  await channel.start();
  const client = { getProtocolEra: () => "legacy", close: () => Promise.resolve() } as unknown as Client; // all that is used
  const connection = new Connection({ client, channel, describeEnd: () => ({ reason: "ended" }) });
  const answer = (id: number | undefined) =>
    wire.onmessage?.({ jsonrpc: "2.0", id, result: {} } as JSONRPCMessage);
  const pings = () => sent.filter(({ method }) => method === "ping");
  /** Resolves when it has been asked so often; fails when that was settled before. */
  const asked = async (times: number, alive: Promise<boolean>) => {
    let isOver = false;
    void alive.then(() => isOver = true);
    while (pings().length < times) {
      assert.ok(!isOver, "it was given up");
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const abort = new AbortController();
  const call = channel.request({
    method: "tools/call",
    params: {},
    signal: abort.signal,
    timeoutMs: 60_000,
    owner: { session: "ann", execution: {} },
  });
  return { connection, pings, asked, answer, call, abort, callId: sent[0]?.id };
}

Deno.test("Connection.isAlive() gives a silent server time while somebody waits for a call", async () => {
  const { connection, asked, answer, call, callId } = await open();
  const alive = connection.isAlive(5);
  await asked(4, alive);
  answer(callId);
  await call;
  assert.equal(await alive, true, "the answer of a call is a sign of life");
});

Deno.test("Connection.isAlive() says that a server is dead when nobody waits for a call any more", async () => {
  const { connection, asked, call, abort } = await open();
  const alive = connection.isAlive(5);
  await asked(3, alive);
  abort.abort();
  await assert.rejects(call);
  assert.equal(await alive, false);
});

Deno.test("Connection.isAlive() takes a late answer to an earlier question", async () => {
  const { connection, asked, pings, answer, abort, call } = await open();
  const alive = connection.isAlive(5);
  await asked(3, alive);
  answer(pings()[0]?.id);
  abort.abort();
  await assert.rejects(call);
  assert.equal(await alive, true);
});
