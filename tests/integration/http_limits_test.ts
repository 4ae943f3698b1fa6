/**
 * What somebody who may call can do to others over HTTP, and what comes of requests that are too much: sessions of others,
 * floods, sizes, slowness, revoked tokens.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import {
  connectTo,
  parse,
  type RawRequest,
  type RawResponse,
  readAnswer,
  sendRaw,
  writeAll,
} from "../support/raw_http.ts";
import { type ListeningRunbyte, startListening } from "../support/runbyte_http.ts";

const ANN = "ann-token-0123456789";
const BEN = "ben-token-0123456789";
const CARL = "carl-token-0123456789";

function configWith(
  limits: Readonly<Record<string, number>> = {},
  tokens: Readonly<Record<string, string>> = { ann: ANN, ben: BEN },
) {
  return { typeCheck: "off", mcpServers: { basic: fixture("basic_server") }, server: { tokens }, limits };
}

const COMMON = ["Content-Type: application/json", "Accept: application/json, text/event-stream"];

/** Sends a message of the older revisions, as the holder of a token. */
function send(
  runbyte: ListeningRunbyte,
  token: string,
  message: unknown,
  { session, ...rest }: RawRequest & { readonly session?: string } = {},
): Promise<RawResponse> {
  const lines = ["Host: localhost", `Authorization: Bearer ${token}`, ...COMMON, ...rest.lines ?? []];
  const own = session === undefined ? lines : [...lines, `Mcp-Session-Id: ${session}`];
  const body = message === undefined
    ? {}
    : { body: typeof message === "string" ? message : JSON.stringify(message) };
  return sendRaw(runbyte.url, { ...body, ...rest, lines: own });
}

const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "raw", version: "1" } },
};
const LIST = { jsonrpc: "2.0", id: 2, method: "tools/list" };

async function begin(
  runbyte: ListeningRunbyte,
  token: string,
  message: unknown = INITIALIZE,
): Promise<string> {
  const begun = await send(runbyte, token, message);
  return begun.headers["mcp-session-id"] ?? assert.fail(begun.text);
}

Deno.test("A session is its caller's alone, and has an id that Runbyte chose (S-64)", async () => {
  await using runbyte = await startListening({ config: configWith() });
  const [own, other] = [await begin(runbyte, ANN), await begin(runbyte, ANN)];
  assert.match(own, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  assert.notEqual(own, other);
  // Fixation: an id that the client brings is not taken, whoever brings it.
  const chosen = crypto.randomUUID();
  assert.equal((await send(runbyte, ANN, INITIALIZE, { session: chosen })).status, 404);
  assert.equal((await send(runbyte, ANN, LIST, { session: chosen })).status, 404);
  // Hijacking: another's session looks as if there were none, whatever is done with it.
  const attempts: readonly [message: unknown, rest?: RawRequest][] = [
    [LIST],
    [INITIALIZE],
    [{ jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 2 } }],
    [{ jsonrpc: "2.0", id: 0, result: { action: "accept", content: {} } }],
    [undefined, { method: "GET" }],
    [undefined, { method: "GET", lines: ["Last-Event-ID: 1"] }],
    [undefined, { method: "DELETE" }],
  ];
  for (const [message, rest] of attempts) {
    const hijack = await send(runbyte, BEN, message, { ...rest, session: own });
    const unknown = await send(runbyte, BEN, message, { ...rest, session: crypto.randomUUID() });
    assert.deepEqual([hijack.status, hijack.text], [404, unknown.text], JSON.stringify([message, rest]));
  }
  assert.equal((await send(runbyte, ANN, LIST, { session: own })).status, 200);
  assert.equal((await send(runbyte, ANN, undefined, { method: "DELETE", session: own })).status, 200);
  assert.equal((await send(runbyte, ANN, LIST, { session: own })).status, 404);
  assert.equal((await send(runbyte, ANN, LIST, { session: other })).status, 200);
});

Deno.test("Requests that are too large get an answer and cost nothing more (S-65)", async () => {
  await using runbyte = await startListening({ config: configWith({ httpBodyBytes: 100_000 }) });
  const session = await begin(runbyte, ANN);
  const a = (count: number) => "a".repeat(count);
  const nested = "[".repeat(40_000) + "]".repeat(40_000);
  const call = (args: string) =>
    `{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"read_file","arguments":${args}}}`;
  // What the runtime refuses by itself has another status in another version of it.
  const byRuntime = [400, 413, 414, 431];
  const cases: readonly [what: string, status: number | number[], message: unknown, rest?: RawRequest][] = [
    ["a URL", 414, LIST, { target: `/${a(3_000)}` }],
    ["a URL that the runtime refuses", byRuntime, LIST, { target: `/${a(70_000)}` }],
    ["a header", 431, LIST, { lines: [`X-Large: ${a(40_000)}`] }],
    ["headers together", 431, LIST, { lines: Array.from({ length: 100 }, (_, i) => `X-${i}: ${a(400)}`) }],
    ["headers by number", byRuntime, LIST, { lines: Array.from({ length: 200 }, (_, i) => `X-${i}: a`) }],
    ["a header that the runtime refuses", byRuntime, LIST, { lines: [`X-Huge: ${a(600_000)}`] }],
    ["a token", 431, LIST, { lines: [`X-Token: ${a(33_000)}`] }],
    ["a body that says so", 413, undefined, { lines: ["Content-Length: 100001"] }],
    ["a body that lies", 413, undefined, {
      lines: ["Transfer-Encoding: chunked"],
      body: `1ffff\r\n${a(0x1ffff)}\r\n0\r\n\r\n`,
    }],
    ["a length that is no number", 400, undefined, { lines: ["Content-Length: 1e9"] }],
    ["two lengths", 400, undefined, {
      lines: ["Content-Length: 3", "Transfer-Encoding: chunked"],
      body: "0\r\n\r\n",
    }],
    ["nested arrays", 400, nested],
    ["nested arguments", 400, call('{"path":'.repeat(5_000) + "1" + "}".repeat(5_000))],
    ["a batch", 400, Array.from({ length: 101 }, (_, id) => ({ ...LIST, id }))],
  ];
  for (const [what, status, message, rest] of cases) {
    const answer = await send(runbyte, ANN, message, { ...rest, session });
    assert.ok([status].flat().includes(answer.status), `${what}: ${answer.text.slice(0, 500)}`);
    assert.ok(answer.text.length < 1_000, what);
    assert.equal((await send(runbyte, ANN, LIST, { session })).status, 200, `after ${what}`);
  }
  assert.doesNotMatch(runbyte.stderr(), /server\.internal|"level":"error"/);
});

Deno.test("A body that trickles is answered before it is there, and holds nobody up (S-65)", async () => {
  await using runbyte = await startListening({ config: configWith({ httpBodyMs: 500 }) });
  const head = ["POST /mcp HTTP/1.1", "Host: localhost", `Authorization: Bearer ${ANN}`, ...COMMON];
  const trickles = Array.from({ length: 40 }, async () => {
    using connection = await connectTo(runbyte.url);
    await writeAll(connection, [...head, "Content-Length: 1000", "", '{"a":'].join("\r\n"));
    return parse(await readAnswer(connection)).status;
  });
  const begun = performance.now();
  await using agent = await runbyte.connect("modern", { token: BEN });
  assert.equal(await agent.run("export const exec = () => 7"), 7);
  assert.deepEqual(new Set(await Promise.all(trickles)), new Set([408]));
  assert.ok(performance.now() - begun < 20_000);
  // All of the places are free again.
  await using own = await runbyte.connect("modern", { token: ANN });
  assert.equal(await own.run("export const exec = () => 8"), 8);
});

Deno.test("Heads that never end hold up nobody else (S-65)", async () => {
  await using runbyte = await startListening({ config: configWith() });
  const connections = await Promise.all(Array.from({ length: 200 }, async () => {
    const connection = await connectTo(runbyte.url);
    await writeAll(connection, "POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Slow: a");
    return connection;
  }));
  try {
    for (const mode of ["legacy", "modern"] as const) {
      await using agent = await runbyte.connect(mode, { token: BEN });
      assert.equal(await agent.run("export const exec = () => 7"), 7);
    }
  } finally {
    for (const connection of connections) connection.close();
  }
});

Deno.test("A caller that sends too much is told to wait; others notice nothing (S-66)", async () => {
  await using runbyte = await startListening({ config: configWith({ httpRequestsPerSecond: 4 }) });
  const session = await begin(runbyte, ANN);
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, id) => send(runbyte, ANN, { ...LIST, id }, { session })),
  );
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length > 20 && refused.length < 60, `${refused.length} refused`);
  for (const { headers } of refused) assert.match(headers["retry-after"] ?? "", /^[1-9]$/);
  const params = { ...INITIALIZE.params, protocolVersion: "2025-03-26" }; // the last with batches
  const ofBen = await begin(runbyte, BEN, { ...INITIALIZE, params });
  const batch = Array.from({ length: 20 }, (_, id) => ({ ...LIST, id }));
  assert.equal((await send(runbyte, BEN, batch, { session: ofBen })).status, 200);
  assert.equal((await send(runbyte, BEN, INITIALIZE)).status, 429); // a batch counts as what is in it
  assert.match(runbyte.stderr(), /"server\.refused","reason":"tooMany","detail":"ann"/);
});

const SLEEP = (ms: number) =>
  `import { sleep } from "./servers/basic"; export async function exec() { console.log("runs"); await sleep({ ms: ${ms} }); return 1; }`;

Deno.test("A caller has a quarter of requests, streams and sessions; others find room (S-66)", async () => {
  const limits = { httpRequests: 8, httpStreams: 8, httpSessions: 8 };
  await using runbyte = await startListening({ config: configWith(limits) });
  const [first, second] = [await begin(runbyte, ANN), await begin(runbyte, ANN)];
  // Streams: one for each session, and of these there are two. A third session ends the one that was idle.
  const third = await begin(runbyte, ANN);
  assert.equal((await send(runbyte, ANN, LIST, { session: first })).status, 404);
  const streams = await Promise.all([second, third].map(async (session) => {
    const connection = await connectTo(runbyte.url);
    const lines = [
      "GET /mcp HTTP/1.1",
      "Host: localhost",
      `Authorization: Bearer ${ANN}`,
      "Accept: text/event-stream",
    ];
    await writeAll(connection, [...lines, `Mcp-Session-Id: ${session}`, "", ""].join("\r\n"));
    const part = new Uint8Array(1_000);
    assert.match(
      new TextDecoder().decode(part.subarray(0, await connection.read(part) ?? 0)),
      /^HTTP\/1\.1 200 /,
    );
    return connection;
  }));
  try {
    const stream = await send(runbyte, ANN, undefined, { method: "GET", session: second });
    assert.deepEqual([stream.status, stream.headers["retry-after"]], [429, "5"]);
    // Both sessions are in use now.
    assert.equal((await send(runbyte, ANN, INITIALIZE)).status, 429);
    // Requests: two programs take both places.
    const call = (id: number, session: string) =>
      send(runbyte, ANN, {
        jsonrpc: "2.0",
        id,
        method: "tools/call",
        params: { name: "execute_code", arguments: { code: SLEEP(3_000) } },
      }, { session });
    const running = [call(10, second), call(11, third)];
    // There is no event for a request that has arrived: the third one is refused once the two are there.
    let status = 0;
    for (const end = performance.now() + 2_500; status !== 429 && performance.now() < end;) {
      status = (await send(runbyte, ANN, LIST, { session: second })).status;
    }
    assert.equal(status, 429);
    await using other = await runbyte.connect("legacy", { token: BEN });
    assert.equal(await other.run("export const exec = () => 7"), 7);
    for (const { status } of await Promise.all(running)) assert.equal(status, 200);
    assert.equal((await send(runbyte, ANN, LIST, { session: second })).status, 200);
  } finally {
    for (const connection of streams) connection.close();
  }
});

/** Sends a request whose answer is a stream, waits for a part of it, and returns its end. */
async function openStream(runbyte: ListeningRunbyte, request: string, part: string) {
  const connection = await connectTo(runbyte.url);
  await writeAll(connection, request);
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(10_000);
  let text = "";
  const read = async () => {
    const count = await connection.read(buffer).catch(() => null);
    text += count === null ? "" : decoder.decode(buffer.subarray(0, count));
    return count !== null && !text.endsWith("\r\n0\r\n\r\n");
  };
  while (!text.includes(part)) assert.ok(await read(), `the stream ended: ${text}`);
  const end = (async () => {
    while (await read());
    connection.close();
  })();
  return { end };
}

const ENVELOPE = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "raw", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** The bytes of a request of revision 2026-07-28, or of one with a session. */
function streamRequest(
  token: string,
  method: string,
  params: Record<string, unknown>,
  session?: string,
): string {
  const own = session === undefined
    ? ["Mcp-Protocol-Version: 2026-07-28", `Mcp-Method: ${method}`, `Mcp-Name: ${params["name"] ?? ""}`]
    : [`Mcp-Session-Id: ${session}`];
  const meta = { progressToken: 1, ...(session === undefined ? ENVELOPE : {}) };
  const body = JSON.stringify({ jsonrpc: "2.0", id: 5, method, params: { ...params, _meta: meta } });
  const head = ["Host: localhost", `Authorization: Bearer ${token}`, ...COMMON, ...own];
  return ["POST /mcp HTTP/1.1", ...head, `Content-Length: ${body.length}`, "", body].join("\r\n");
}

/** Opens the streams that a caller can have, and returns their ends. */
async function openStreams(runbyte: ListeningRunbyte, token: string, session: string) {
  const get = [
    "GET /mcp HTTP/1.1",
    "Host: localhost",
    `Authorization: Bearer ${token}`,
    "Accept: text/event-stream",
  ];
  const program = { name: "execute_code", arguments: { code: SLEEP(20_000) } };
  const listen = { notifications: { toolsListChanged: true } };
  const streams = await Promise.all([
    openStream(runbyte, [...get, `Mcp-Session-Id: ${session}`, "", ""].join("\r\n"), "HTTP/1.1 200"),
    openStream(runbyte, streamRequest(token, "subscriptions/listen", listen), "acknowledged"),
    openStream(runbyte, streamRequest(token, "tools/call", program, session), '"runs"'),
    openStream(runbyte, streamRequest(token, "tools/call", program), '"runs"'),
  ]);
  return streams.map(({ end }) => end);
}

Deno.test("A token that is taken out of the config is over at once, with its sessions, streams and programs (S-68)", async () => {
  const tokens = { ann: ANN, ben: BEN, carl: CARL };
  await using runbyte = await startListening({ config: configWith({ concurrentExecutions: 16 }, tokens) });
  const sessions = {
    ann: await begin(runbyte, ANN),
    ben: await begin(runbyte, BEN),
    carl: await begin(runbyte, CARL),
  };
  const ended = new Set<string>();
  const streams = await Promise.all((["ann", "ben", "carl"] as const).map(async (name) => {
    const ends = await openStreams(runbyte, tokens[name], sessions[name]);
    return ends.map((end) => end.then(() => ended.add(name)));
  }));
  // Ann's token goes, Ben's becomes another one, Carl's stays.
  const mark = runbyte.stderr().length;
  const next = {
    ...configWith({ concurrentExecutions: 16 }),
    server: { tokens: { ben: `${BEN}-new`, carl: CARL } },
  };
  await Deno.writeTextFile(runbyte.configPath, JSON.stringify(next));
  await runbyte.logged("config.reloaded", mark);
  await Promise.all(streams.slice(0, 2).flat());
  assert.deepEqual([...ended].sort(), ["ann", "ben"]);
  const cancelled = () => runbyte.stderr().match(/"gateway\.executed".*"outcome":"cancelled"/g)?.length ?? 0;
  for (let count = cancelled(); count < 4; count = cancelled()) {
    await runbyte.logged('"outcome":"cancelled"', runbyte.stderr().lastIndexOf("\n") + 1);
  }
  assert.equal((await send(runbyte, ANN, LIST, { session: sessions.ann })).status, 401);
  assert.equal((await send(runbyte, BEN, LIST, { session: sessions.ben })).status, 401);
  assert.equal((await send(runbyte, `${BEN}-new`, LIST, { session: sessions.ben })).status, 404);
  assert.equal((await send(runbyte, CARL, LIST, { session: sessions.carl })).status, 200);
  assert.equal((await send(runbyte, `${BEN}-new`, INITIALIZE)).status, 200);
  assert.deepEqual([...ended].sort(), ["ann", "ben"]);
  // Carl's streams end with Runbyte.
  await runbyte.stop("SIGKILL");
  await Promise.all(streams.flat());
});

Deno.test("What is a session's alone ends with it: by DELETE, or when its client has been silent for long", async () => {
  const config = {
    ...configWith({ httpSessionIdleMs: 3_000 }),
    logLevel: "debug",
    mcpServers: { own: { ...fixture("basic_server"), scope: "session" } },
    server: {},
  };
  await using runbyte = await startListening({ config });
  const COUNT =
    `import { counter } from "./servers/own"; export async function exec() { return Number(await counter()); }`;
  const agents = await Promise.all((["legacy", "modern"] as const).map((mode) => runbyte.connect(mode)));
  for (const agent of agents) {
    assert.equal(await agent.run(COUNT), 1);
    assert.equal(await agent.run(COUNT), 2);
  }
  const mark = runbyte.stderr().length;
  await agents[0]?.[Symbol.asyncDispose]();
  await runbyte.logged("session ended", mark);
  const later = runbyte.stderr().length;
  await runbyte.logged("session ended", later); // nothing came from the other one
  assert.equal(await agents[1]?.run(COUNT), 1);
  await agents[1]?.client.close();
});
