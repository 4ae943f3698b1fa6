/**
 * Whose stream a question came over, with the SDK's transport and a server on its own SDK: the view of the transport that
 * `request_streams.ts` makes is of no use if the transport does not speak to it.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Channel, ServerQuestion } from "../../src/hub/channel.ts";
import { remoteChannel } from "../../src/hub/remote_transport.ts";
import { loadSdk } from "../../src/hub/sdk.ts";
import { startRemote } from "../fixtures/fixtures.ts";

const never = new AbortController().signal;

/** A call of a session's, which the server has begun with when this resolves; its end comes as `done`. */
function call(channel: Channel, session: string, name: string) {
  return channel.request({
    ...{ method: "tools/call", params: { name, arguments: {} }, signal: never, timeoutMs: 30_000 },
    owner: { session, execution: `program of ${session}` },
  });
}

Deno.test("Channel tells over HTTP whose call a question is about: by its stream, and beside it while one session calls (S-54)", async () => {
  await using server = await startRemote("asking_http");
  const sdk = await loadSdk();
  const nothing = () => {};
  const { channel, release, terminateSession } = remoteChannel({
    ...{ sdk, kind: "http", url: server.url, headers: {}, limitBytes: 1_000_000 },
    ...{ onAgain: nothing, onRefused: nothing, onRetryAfter: nothing },
  });
  const questions: ServerQuestion[] = [];
  channel.onQuestion = (question) => questions.push(question);
  const client = new sdk.Client({ name: "test", version: "1" }, { capabilities: {} });
  await client.connect(channel);
  await server.request(({ method }) => method === "GET");

  await call(channel, "ann", "ask_beside");
  const hold = call(channel, "ann", "hold");
  await server.request(({ text }) => text === "hold");
  await call(channel, "bob", "ask");
  await call(channel, "bob", "ask_beside");
  await call(channel, "bob", "release");
  await hold;
  assert.deepEqual(questions.map(({ about }) => about?.session), ["ann", "bob", undefined]);

  await terminateSession();
  await client.close();
  release();
});
