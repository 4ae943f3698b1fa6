import assert from "node:assert/strict";
import type { JSONRPCMessage, Transport, TransportSendOptions } from "@modelcontextprotocol/client";
import { Channel } from "./channel.ts";
import { RequestError } from "./request_error.ts";

/** A transport whose other end is the test. */
class Wire implements Transport {
  onclose?: () => void;
  onmessage?: (message: JSONRPCMessage) => void;
  hasPerRequestStream?: boolean;
  readonly sent: { readonly message: Sent; readonly options: TransportSendOptions | undefined }[] = [];
  failure: Error | undefined;

  start(): Promise<void> {
    return Promise.resolve();
  }

  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    this.sent.push({ message: message as unknown as Sent, options }); // what a channel sends has these members
    return this.failure === undefined ? Promise.resolve() : Promise.reject(this.failure);
  }

  close(): Promise<void> {
    this.onclose?.();
    return Promise.resolve();
  }

  receive(message: unknown): void {
    this.onmessage?.(message as JSONRPCMessage); // a peer sends anything
  }
}

interface Sent {
  readonly id?: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

async function open() {
  const wire = new Wire();
  const channel = new Channel(wire);
  await channel.start();
  const abort = new AbortController();
  const request = (timeoutMs = 60_000) =>
    channel.request({ method: "tools/call", params: { name: "x" }, signal: abort.signal, timeoutMs });
  return { wire, channel, abort, request };
}

const failsWith = (kind: string) => (error: unknown) =>
  error instanceof RequestError && error.failure.kind === kind;

Deno.test("Channel.request() returns the result itself, unchecked", async () => {
  const { wire, request } = await open();
  const done = request();
  const result = { content: "not what the specification says" };
  wire.receive({ id: wire.sent[0]?.message.id, result, extra: true });
  assert.equal(await done, result);
});

Deno.test("Channel.request() takes an id that comes back as a string, and answers in any order", async () => {
  const { wire, request } = await open();
  const [first, second] = [request(), request()];
  wire.receive({ jsonrpc: "2.0", id: String(wire.sent[1]?.message.id), result: "second" });
  wire.receive({ jsonrpc: "2.0", id: wire.sent[0]?.message.id, result: "first" });
  assert.deepEqual(await Promise.all([first, second]), ["first", "second"]);
});

Deno.test("Channel.request() fails with the server's error, however odd", async () => {
  const { wire, request } = await open();
  for (const error of [{ code: -32602, message: "bad", data: 1 }, { code: "x" }, null, undefined]) {
    const done = request();
    wire.receive({ jsonrpc: "2.0", id: wire.sent.at(-1)?.message.id, error });
    await assert.rejects(done, failsWith("rpc"));
  }
});

Deno.test("Channel.request() tells the server when nobody waits any more", async () => {
  const { wire, abort, request } = await open();
  await assert.rejects(request(1), failsWith("timedOut"));
  const [call, cancel] = wire.sent;
  assert.equal(cancel?.message.method, "notifications/cancelled");
  assert.equal(cancel?.message.params["requestId"], call?.message.id);
  assert.ok(call?.options?.requestSignal?.aborted);
  const done = request();
  abort.abort();
  await assert.rejects(done, failsWith("cancelled"));
  assert.equal(wire.sent.length, 4);
  await assert.rejects(request(), failsWith("cancelled"));
  assert.equal(wire.sent.length, 4); // what was cancelled before is not sent at all
});

Deno.test("Channel.request() ignores an answer that comes too late", async () => {
  const { wire, channel, request } = await open();
  channel.onmessage = () => assert.fail("the SDK would report an unknown id, with the whole message in it");
  await assert.rejects(request(1), failsWith("timedOut"));
  wire.receive({ jsonrpc: "2.0", id: wire.sent[0]?.message.id, result: {} });
});

Deno.test("Channel.request() adds the envelope, and cancels by closing the stream where that is the rule", async () => {
  const { wire, channel, abort, request } = await open();
  wire.hasPerRequestStream = true;
  channel.envelope = { version: "2026-07-28" };
  const done = request();
  abort.abort();
  await assert.rejects(done, failsWith("cancelled"));
  assert.equal(wire.sent.length, 1);
  assert.deepEqual(wire.sent[0]?.message.params, { name: "x", _meta: { version: "2026-07-28" } });
});

Deno.test("Channel.request() fails when the connection ends, and after that", async () => {
  const { wire, channel, request } = await open();
  let closed = 0;
  channel.onclose = () => closed++;
  const done = request();
  wire.onclose?.();
  await assert.rejects(done, failsWith("closed"));
  await assert.rejects(request(), failsWith("unsent"));
  await channel.close();
  assert.equal(closed, 1);
});

Deno.test("Channel.request() fails when it cannot be sent, or its stream ends without an answer", async () => {
  const { wire, request } = await open();
  const done = request();
  wire.sent[0]?.options?.onRequestStreamEnd?.();
  await assert.rejects(done, failsWith("noAnswer"));
  wire.failure = new Error("broken pipe");
  await assert.rejects(request(), failsWith("undelivered"));
});

Deno.test("Channel.failOversized() fails the call it answers, or all when that cannot be told", async () => {
  const { wire, channel, request } = await open();
  const [first, second, third] = [request(), request(), request()];
  channel.failOversized({ length: 9, ends: { kind: "call" } });
  channel.failOversized({ length: 9, ends: { kind: "response", id: 5 } });
  channel.failOversized({ length: 9, ends: { kind: "response", id: wire.sent[1]?.message.id ?? 0 } });
  await assert.rejects(second, failsWith("oversized"));
  channel.failOversized({ length: 9, ends: { kind: "unknown" } });
  await assert.rejects(first, failsWith("oversized"));
  await assert.rejects(third, failsWith("oversized"));
});

Deno.test("Channel passes everything else on to the SDK", async () => {
  const { wire, channel } = await open();
  const seen: unknown[] = [];
  channel.onmessage = (message) => seen.push(message);
  const messages = [
    { jsonrpc: "2.0", id: 0, result: {} },
    { jsonrpc: "2.0", id: "listen:0", result: {} },
    { jsonrpc: "2.0", method: "notifications/resources/updated" },
    { jsonrpc: "2.0", id: 2_000_000, method: "ping" },
  ];
  for (const message of messages) wire.receive(message);
  assert.deepEqual(seen, messages);
});

Deno.test("Channel drops a server's log: it does not say whose calls it tells of (S-54)", async () => {
  const { wire, channel } = await open();
  const seen: unknown[] = [];
  channel.onmessage = (message) => seen.push(message);
  wire.receive({ jsonrpc: "2.0", method: "notifications/message", params: { level: "info", data: "x" } });
  assert.deepEqual(seen, []);
});

Deno.test("Channel refuses what a server asks at once, and says whom it concerns (S-54)", async () => {
  const { wire, channel, abort, request } = await open();
  const questions: unknown[] = [];
  const seen: unknown[] = [];
  channel.onQuestion = (question) => questions.push(question);
  channel.onmessage = (message) => seen.push(message);
  wire.receive({ jsonrpc: "2.0", id: 0, method: "roots/list" });
  const call = (session: string) =>
    channel.request({
      ...{ method: "tools/call", params: {}, signal: abort.signal, timeoutMs: 60_000 },
      owner: { session, execution: `program of ${session}` },
    });
  const [first, listed] = [call("ann"), request()];
  wire.receive({ jsonrpc: "2.0", id: "a", method: "elicitation/create", params: { message: "Which?" } });
  const second = call("bob");
  wire.receive({ jsonrpc: "2.0", id: "b", method: "sampling/createMessage", params: {} });
  channel.envelope = {};
  wire.receive({ jsonrpc: "2.0", id: 7, method: "ping" }); // which 2026-07-28 does not have
  const asked = wire.sent.find(({ message }) => message.method === "tools/call")?.message.id;
  assert.deepEqual(questions, [
    { method: "roots/list", about: undefined },
    { method: "elicitation/create", about: { session: "ann", request: asked } },
    { method: "sampling/createMessage", about: undefined },
    { method: "ping", about: undefined },
  ]);
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  const refused = wire.sent.filter(({ message }) => "error" in message).map(({ message }) => message.id);
  assert.deepEqual(refused, [0, "a", "b", 7]);
  assert.deepEqual(seen, []);
  const ended = Promise.allSettled([first, second, listed]);
  await channel.close();
  await ended;
});

Deno.test("Channel.request() asks for progress and passes it on, not too often and not after the end", async () => {
  const { wire, channel, abort } = await open();
  const told: unknown[] = [];
  const params = { name: "x" };
  const done = channel.request({
    method: "tools/call",
    params,
    signal: abort.signal,
    timeoutMs: 60_000,
    onProgress: (progress) => told.push(progress),
  });
  const [call] = wire.sent;
  const progressToken = call?.message.id;
  assert.deepEqual(call?.message.params, { name: "x", _meta: { progressToken } });
  const tell = (params: unknown) =>
    wire.receive({ jsonrpc: "2.0", method: "notifications/progress", params });
  tell({ progressToken: 7, progress: 1 });
  tell({ progressToken, progress: "half" });
  tell(null);
  for (let progress = 1; progress <= 1_000; progress++) tell({ progressToken, progress, total: "odd" });
  wire.receive({ jsonrpc: "2.0", id: progressToken, result: {} });
  await done;
  tell({ progressToken, progress: 2 });
  // Ten at once, and what a slow machine lets through beside them.
  assert(told.length >= 10 && told.length < 50, `${told.length} of 1,000 reports`);
  assert.deepEqual(told[0], { progress: 1 });
});

Deno.test("Channel tells that the tools have changed, past the SDK", async () => {
  const { wire, channel } = await open();
  channel.onmessage = () => assert.fail("the SDK would validate each");
  let changed = 0;
  channel.onToolsChanged = () => changed++;
  for (let i = 0; i < 3; i++) wire.receive({ jsonrpc: "2.0", method: "notifications/tools/list_changed" });
  assert.equal(changed, 3);
});

Deno.test("Channel.drained() resolves when no request is under way", async () => {
  const { wire, channel, request } = await open();
  await channel.drained();
  const [first, second] = [request(), request()];
  let isDrained = false;
  const drained = channel.drained().then(() => isDrained = true);
  wire.receive({ jsonrpc: "2.0", id: wire.sent[0]?.message.id, result: 1 });
  await first;
  assert.equal(isDrained, false);
  wire.receive({ jsonrpc: "2.0", id: wire.sent[1]?.message.id, result: 2 });
  await Promise.all([second, drained]);
});
