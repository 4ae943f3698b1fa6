/**
 * What a server asks, and what it tells unasked: over real pipes and sockets, with the calls of two sessions under way.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { JsonObject } from "../../src/json.ts";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { remote, stdio, TestHub } from "./harness.ts";

const never = new AbortController().signal;

/** Calls a tool of the asking server for a session, and returns its text. */
function textFor(hub: TestHub, session: string, tool: string, input: JsonObject = {}): Promise<string> {
  return hub.textFor(session, "asking", tool, input);
}

const QUESTIONS = ["elicitation/create", "sampling/createMessage", "roots/list", "made/up"];

for (const era of [[], ["--modern"]]) {
  const protocol = era.length === 0 ? "2025-11-25" : "2026-07-28";
  Deno.test(`Hub refuses what a server asks over its pipe, with two sessions' calls in flight (${protocol}) (S-54)`, async () => {
    await using hub = new TestHub([stdio("asking", fixture("asking_server", ...era))]);
    const holds = [textFor(hub, "ann", "hold"), textFor(hub, "bob", "hold")];
    for (const method of QUESTIONS) {
      const { error } = JSON.parse(await textFor(hub, "ann", "ask", { method }));
      assert.equal(error.code, -32601, method);
    }
    assert.equal(await textFor(hub, "bob", "ask_often", { times: 500 }), "500");
    await textFor(hub, "ann", "release");
    assert.deepEqual(await Promise.all(holds), ["released", "released"]);
    const logged = hub.log.filter(({ event }) => event === "hub.question-refused");
    assert.deepEqual(logged.map(({ fields }) => fields["method"]), QUESTIONS);
    assert.equal(hub.log.find(({ event }) => event === "hub.connected")?.fields["protocol"], protocol);
  });
}

Deno.test("Hub refuses what a server asks when no call is under way (S-54)", async () => {
  await using hub = new TestHub([stdio("asking", fixture("asking_server"))]);
  await textFor(hub, "ann", "ask_later", { method: "elicitation/create" });
  let replies: { error?: { code: number } }[] = [];
  while (replies.length === 0) replies = JSON.parse(await textFor(hub, "bob", "replies"));
  assert.equal(replies[0]?.error?.code, -32601);
});

Deno.test("Hub shows nobody a server's log, nor progress of what is not their call (S-54)", async () => {
  await using hub = new TestHub([stdio("asking", fixture("asking_server"))]);
  const told: unknown[] = [];
  const call = {
    server: "asking",
    arguments: {},
    signal: never,
    onProgress: (told_: unknown) => told.push(told_),
  };
  const hold = hub.hub.callTool({ ...call, tool: "hold", session: "ann" });
  const gossip = await hub.hub.callTool({ ...call, tool: "gossip", session: "bob" });
  assert.match(String(gossip.content[0]?.["text"]), /^\d+$/, "no token was sent");
  await textFor(hub, "bob", "release");
  await hold;
  assert.deepEqual(told, []);
  assert.doesNotMatch(JSON.stringify(hub.log), /hunter2/);
});

Deno.test("Hub does not ask for progress that nobody wants to see", async () => {
  await using hub = new TestHub([stdio("asking", fixture("asking_server"))]);
  assert.equal(await textFor(hub, "ann", "gossip"), "null");
});

Deno.test("Hub refuses what a server asks over HTTP, on a call's stream and beside it (S-54)", async () => {
  await using server = await startRemote("asking_http");
  await using hub = new TestHub([remote("asking", "http", server.url)]);
  await hub.tools("asking");
  await server.request(({ method }) => method === "GET");
  const holds = [textFor(hub, "ann", "hold"), textFor(hub, "bob", "hold")];
  await server.request(() => server.seen().filter(({ text }) => text === "hold").length === 2);
  assert.match(await textFor(hub, "ann", "ask"), /no such capability was declared/);
  assert.match(await textFor(hub, "bob", "ask_beside"), /no such capability was declared/);
  await textFor(hub, "ann", "release");
  await Promise.all(holds);
});

Deno.test("Hub drops progress that comes over the stream of another call (S-54)", async () => {
  await using server = await startRemote("asking_http");
  await using hub = new TestHub([remote("asking", "http", server.url)]);
  await hub.tools("asking");
  const told: unknown[] = [];
  const onProgress = (progress: unknown) => told.push(progress);
  const call = { server: "asking", arguments: {}, session: "ann", signal: never, onProgress };
  const hold = hub.hub.callTool({ ...call, tool: "hold" });
  await server.request(({ text }) => text === "hold");
  // Ids are counted: those of the calls made so far are among these.
  for (let token = 1_000_000; token < 1_000_010; token++) await textFor(hub, "bob", "gossip", { token });
  await textFor(hub, "bob", "release");
  const token = Number((await hold).content[0]?.["text"]);
  assert.ok(token >= 1_000_000 && token < 1_000_010);
  assert.deepEqual(told, []);
});
