/**
 * What the protocol's specifications ask of a server and SDK clients do not show: looked at as it goes over the line.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture, type RemoteFixture, startRemote } from "../fixtures/fixtures.ts";
import {
  beginSession,
  initializeParams,
  modernRequest,
  openStream,
  send,
  type WireStream,
} from "../support/http_wire.ts";
import { startListening } from "../support/runbyte_http.ts";
import { RawStdio } from "../support/raw_stdio.ts";

const CONFIG = { typeCheck: "off", mcpServers: { basic: fixture("basic_server") } };

/** Parts of an answer that a test looks at: an HTTP status, and the code of the JSON-RPC error. */
interface Owed {
  readonly status: number;
  readonly code?: number;
  readonly id?: unknown;
}

Deno.test("Over HTTP, errors of revision 2026-07-28 are by the book", async (t) => {
  await using runbyte = await startListening({ config: CONFIG });
  const list = modernRequest("tools/list");
  const version = (named: string) => ({
    body: JSON.parse(JSON.stringify(list.body).replaceAll("2026-07-28", named)),
    headers: { ...list.headers, "mcp-protocol-version": named },
  });
  const without = (header: string) => ({
    body: list.body,
    headers: Object.fromEntries(Object.entries(list.headers).filter(([name]) => name !== header)),
  });
  const cases: Readonly<Record<string, [request: Parameters<typeof send>[1], owed: Owed]>> = {
    "an unknown method": [modernRequest("no/such", {}, "a"), { status: 404, code: -32601, id: "a" }],
    "a method of older revisions": [modernRequest("ping"), { status: 404, code: -32601, id: 1 }],
    "an unknown tool": [modernRequest("tools/call", { name: "nope" }, 7), {
      status: 200,
      code: -32602,
      id: 7,
    }],
    "a call without a name": [modernRequest("tools/call", {}, 8), { status: 200, code: -32602, id: 8 }],
    "an unknown version": [version("2099-01-01"), { status: 400, code: -32022, id: 1 }],
    "no Mcp-Method header": [without("mcp-method"), { status: 400, code: -32020, id: 1 }],
    "no version header": [without("mcp-protocol-version"), { status: 400, code: -32020, id: 1 }],
    "another method in the header": [
      { ...list, headers: { ...list.headers, "mcp-method": "tools/call" } },
      { status: 400, code: -32020, id: 1 },
    ],
    "a batch": [{ ...list, body: [list.body] }, { status: 400, code: -32600, id: null }],
    "no JSON": [{ ...list, body: "{" }, { status: 400, code: -32700, id: null }],
    "no message": [{ ...list, body: { hello: 1 } }, { status: 400, code: -32600, id: null }],
    "an id that is none": [modernRequest("tools/list", {}, { a: 1 }), {
      status: 400,
      code: -32600,
      id: null,
    }],
    "another media type": [
      { ...list, headers: { ...list.headers, "content-type": "text/plain" } },
      { status: 415, code: -32600, id: null },
    ],
    "GET": [{ method: "GET", headers: list.headers }, { status: 405, code: -32600, id: null }],
    "DELETE": [{ method: "DELETE", headers: list.headers }, { status: 405, code: -32600, id: null }],
    "a notification": [
      withoutId(modernRequest("notifications/cancelled", { requestId: 1 })),
      { status: 202 },
    ],
  };
  for (const [what, [request, owed]] of Object.entries(cases)) {
    await t.step(what, async () => {
      const { status, messages: [message] } = await send(runbyte.url, request);
      assert.deepEqual({ status, code: message?.error?.code, id: message?.id }, {
        code: undefined,
        id: undefined,
        ...owed,
      });
    });
  }
});

Deno.test("Over HTTP, errors of the older revisions are by the book", async (t) => {
  await using runbyte = await startListening({ config: CONFIG });
  const session = await beginSession(runbyte.url);
  const request = (method: string, params: unknown = {}, id: unknown = 1) => ({
    headers: session,
    body: { jsonrpc: "2.0", id, method, params },
  });
  const ping = request("ping");
  const { "mcp-session-id": _, ...sessionless } = session;
  const cases: Readonly<Record<string, [request: Parameters<typeof send>[1], owed: Owed]>> = {
    "an unknown method": [request("no/such", {}, "a"), { status: 200, code: -32601, id: "a" }],
    "an unknown tool": [request("tools/call", { name: "nope" }), { status: 200, code: -32602, id: 1 }],
    "parameters that are none": [request("tools/call", { name: 5 }, 2), { status: 200, code: -32602, id: 2 }],
    "no session": [{ ...ping, headers: sessionless }, { status: 400, code: -32000, id: null }],
    "a session that there is not": [
      { ...ping, headers: { ...session, "mcp-session-id": "nope" } },
      { status: 404, code: -32001, id: null },
    ],
    "another version": [
      { ...ping, headers: { ...session, "mcp-protocol-version": "1999-01-01" } },
      { status: 400, code: -32000, id: null },
    ],
    "a second initialize": [request("initialize", initializeParams(), 3), {
      status: 400,
      code: -32600,
      id: null,
    }],
    "half an Accept": [
      { ...ping, headers: { ...session, accept: "application/json" } },
      { status: 406, code: -32000, id: null },
    ],
    "an id that is none": [request("ping", {}, null), { status: 400, code: -32600, id: null }],
    "an empty batch": [{ headers: session, body: [] }, { status: 400, code: -32600, id: null }],
    "a batch, which there are none of any more": [
      { headers: session, body: [ping.body, request("ping", {}, 2).body] },
      { status: 400, code: -32600, id: null },
    ],
    "an Accept of everything": [{ ...ping, headers: { ...session, accept: "*/*" } }, { status: 200, id: 1 }],
    "PUT": [{ method: "PUT", headers: session }, { status: 405, code: -32600, id: null }],
    "a notification": [
      { headers: session, body: { jsonrpc: "2.0", method: "notifications/whatever" } },
      { status: 202 },
    ],
    "a response to nothing": [{ headers: session, body: { jsonrpc: "2.0", id: 99, result: {} } }, {
      status: 202,
    }],
  };
  for (const [what, [request, owed]] of Object.entries(cases)) {
    await t.step(what, async () => {
      const { status, messages: [message] } = await send(runbyte.url, request);
      assert.deepEqual({ status, code: message?.error?.code, id: message?.id }, {
        code: undefined,
        id: undefined,
        ...owed,
      });
    });
  }
  await t.step("a version that Runbyte does not know is answered with one that it does", async () => {
    const body = { jsonrpc: "2.0", id: 1, method: "initialize", params: initializeParams("2030-01-01") };
    const { messages: [message] } = await send(runbyte.url, { body });
    assert.equal(message.result.protocolVersion, "2025-11-25");
  });
  await t.step("DELETE ends the session", async () => {
    assert.equal((await send(runbyte.url, { method: "DELETE", headers: session })).status, 200);
    assert.equal((await send(runbyte.url, ping)).status, 404);
  });
});

Deno.test("Lists and server/discover: the same bytes from every process, over both transports, with cache hints", async () => {
  const servers = {
    zoo: fixture("basic_server"),
    alpha: fixture("basic_server"),
    mid: fixture("basic_server"),
  };
  const turned = Object.fromEntries(Object.entries(servers).reverse());
  for (const method of ["server/discover", "tools/list"]) {
    const seen = new Set<string>();
    for (const mcpServers of [servers, turned]) {
      const config = { typeCheck: "off", mcpServers };
      await using runbyte = await startListening({ config });
      await using stdio = await RawStdio.start(config);
      for (let turn = 0; turn < 2; turn++) {
        seen.add((await send(runbyte.url, modernRequest(method))).text);
        seen.add(await stdio.ask(modernRequest(method).body));
      }
    }
    assert.equal(seen.size, 1, [...seen].join("\n"));
    const { result } = JSON.parse([...seen][0] ?? "");
    assert.equal(result.cacheScope, "private");
    assert.ok(result.ttlMs >= 60_000);
    if (method === "tools/list") continue;
    assert.deepEqual(result.supportedVersions, ["2026-07-28"]);
    assert.match(result.instructions, /list_directory/);
    assert.equal(result._meta["io.modelcontextprotocol/serverInfo"].name, "runbyte");
  }
});

Deno.test("Every tool has a title and says what it does to the world", async () => {
  await using stdio = await RawStdio.start(CONFIG);
  const { result } = JSON.parse(await stdio.ask(modernRequest("tools/list").body));
  for (const { name, title, annotations, inputSchema } of result.tools) {
    assert.ok(title.length > 3, name);
    assert.equal(annotations.readOnlyHint, name !== "execute_code");
    assert.equal(typeof annotations.openWorldHint, "boolean");
    assert.equal(inputSchema.type, "object");
  }
});

const SLOW = "export async function exec() { await new Promise((resolve) => setTimeout(resolve, 20_000)); }";

Deno.test("Batches are answered over both transports, as revision 2025-03-26 has it", async (t) => {
  const ping = (id: number) => ({ jsonrpc: "2.0", id, method: "ping" });
  const batch = [ping(1), { jsonrpc: "2.0", method: "notifications/whatever" }, ping(2)];
  const idsOf = (answers: readonly { readonly id?: unknown; readonly result?: unknown }[]) =>
    answers.map(({ id, result }) => ({ id, result })).sort((a, b) => Number(a.id) - Number(b.id));
  const both = [{ id: 1, result: {} }, { id: 2, result: {} }];
  await t.step("over HTTP", async () => {
    await using runbyte = await startListening({ config: CONFIG });
    const headers = await beginSession(runbyte.url, "2025-03-26");
    const { status, messages } = await send(runbyte.url, { headers, body: batch });
    assert.equal(status, 200);
    assert.deepEqual(idsOf(messages), both);
  });
  await t.step("over stdio, in one line", async () => {
    await using stdio = await RawStdio.start(CONFIG);
    await stdio.ask({ jsonrpc: "2.0", id: 0, method: "initialize", params: initializeParams("2025-03-26") });
    assert.deepEqual(idsOf(JSON.parse(await stdio.ask(batch))), both);
    const [refused, answered] = JSON.parse(
      await stdio.ask([1, ping(3), { jsonrpc: "2.0", id: 4, result: {} }]),
    );
    assert.equal(refused.error.code, -32600);
    assert.deepEqual([refused.id, answered.id], [null, 3]);
    await stdio.tell([{ jsonrpc: "2.0", method: "notifications/whatever" }]); // owed nothing
    const slow = {
      jsonrpc: "2.0",
      id: 5,
      method: "tools/call",
      params: { name: "execute_code", arguments: { code: SLOW } },
    };
    await stdio.tell([slow, ping(6)]);
    const cancelled = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 5 } };
    assert.deepEqual(idsOf(JSON.parse(await stdio.ask(cancelled))), [{ id: 6, result: {} }]);
    assert.equal(JSON.parse(await stdio.ask([])).error.code, -32600);
  });
  await t.step("and refused over stdio in the revisions after it", async () => {
    await using stdio = await RawStdio.start(CONFIG);
    await stdio.ask({ jsonrpc: "2.0", id: 0, method: "initialize", params: initializeParams("2025-06-18") });
    const { id, error } = JSON.parse(await stdio.ask(batch));
    assert.deepEqual([id, error.code], [null, -32600]);
    assert.match(error.message, /has no batches, send the messages one by one/);
  });
});

Deno.test("Over stdio, a connection is of the era that it begins with", async () => {
  await using modern = await RawStdio.start(CONFIG);
  assert.ok(JSON.parse(await modern.ask(modernRequest("tools/list").body)).result);
  const late = { jsonrpc: "2.0", id: 2, method: "initialize", params: initializeParams() };
  assert.equal(typeof JSON.parse(await modern.ask(late)).error.code, "number");

  await using legacy = await RawStdio.start(CONFIG);
  const begun = JSON.parse(await legacy.ask({ ...late, id: 1 }));
  assert.equal(begun.result.protocolVersion, "2025-11-25");
  assert.deepEqual(JSON.parse(await legacy.ask({ jsonrpc: "2.0", id: 3, method: "ping" })).result, {});
});

const SLEEP = `import { sleep } from "./servers/far"; export const exec = () => sleep({ ms: 25_000 });`;
const NAP = `import { sleep } from "./servers/far"; export const exec = () => sleep({ ms: 700 });`;
const runOf = (code: string) => ({ name: "execute_code", arguments: { code } });
const farConfig = (url: string) => ({
  typeCheck: "off",
  limits: { concurrentExecutions: 1 },
  mcpServers: { far: { url } },
});
const sleeping = (server: RemoteFixture, event: "begun" | "cancelled") =>
  server.request(({ method, asked }) => method === "sleep" && asked === event);

Deno.test("2026-07-28 over HTTP: a dropped request cancels the program and its calls (S-77)", async () => {
  await using server = await startRemote("http_server");
  await using runbyte = await startListening({ config: farConfig(server.url) });
  const abort = new AbortController();
  const request = modernRequest("tools/call", runOf(SLEEP));
  const dropped = assert.rejects(send(runbyte.url, { ...request, signal: abort.signal }));
  await sleeping(server, "begun");
  abort.abort();
  await dropped;
  await sleeping(server, "cancelled");
  await runbyte.logged('"outcome":"cancelled"');
});

Deno.test("2025-11-25 over HTTP: a dropped connection cancels nothing, and the result is fetched afterwards", async () => {
  await using server = await startRemote("http_server");
  await using runbyte = await startListening({ config: farConfig(server.url) });
  const session = await beginSession(runbyte.url);
  const body = { jsonrpc: "2.0", id: "call", method: "tools/call", params: runOf(NAP) };
  const stream = await openStream(runbyte.url, { body, headers: session });
  const first = await stream.next();
  await sleeping(server, "begun");
  await stream.drop();
  await runbyte.logged('"outcome":"completed"');
  const resume = { method: "GET", headers: { ...session, "last-event-id": first?.id ?? "" } };
  const { messages } = await send(runbyte.url, resume);
  assert.deepEqual(messages.map(({ id, result }) => [id, result?.content[0].text]), [["call", '"awake"']]);
  assert.equal(server.seen().some(({ asked }) => asked === "cancelled"), false);
});

Deno.test("2025-11-25 over HTTP: who comes back before the result waits for it", async () => {
  await using server = await startRemote("http_server");
  await using runbyte = await startListening({ config: farConfig(server.url) });
  const session = await beginSession(runbyte.url);
  const body = { jsonrpc: "2.0", id: 5, method: "tools/call", params: runOf(NAP) };
  const stream = await openStream(runbyte.url, { body, headers: session });
  const first = await stream.next();
  await sleeping(server, "begun");
  await stream.drop();
  const headers = { ...session, "last-event-id": first?.id ?? "" };
  const comeBack = () => openStream(runbyte.url, { method: "GET", headers });
  const again = await comeBack();
  assert.equal(again.status, 200, "sooner than Runbyte has noticed that the connection is gone");
  assert.equal((await again.next())?.message.id, 5);
  assert.equal(await again.next(), undefined);
});

Deno.test("2025-11-25 over HTTP: who opens the session's stream anew gets it, though the old one is still open", async () => {
  await using server = await startRemote("http_server");
  await using runbyte = await startListening({ config: farConfig(server.url) });
  const request = { method: "GET", headers: await beginSession(runbyte.url) };
  const lost = await openStream(runbyte.url, request);
  assert.equal(lost.status, 200);
  const refused = { method: "GET", headers: { ...request.headers, accept: "application/json" } };
  assert.equal((await send(runbyte.url, refused)).status, 406);
  const again = await openStream(runbyte.url, request);
  assert.equal(again.status, 200);
  assert.equal(await lost.next(), undefined, "the old one ends");
  await again.drop();
});

Deno.test("2025-11-25 over HTTP: notifications/cancelled cancels, and the stream of the request ends (S-77)", async () => {
  await using server = await startRemote("http_server");
  await using runbyte = await startListening({ config: farConfig(server.url) });
  const session = await beginSession(runbyte.url);
  const body = { jsonrpc: "2.0", id: 6, method: "tools/call", params: runOf(SLEEP) };
  const stream = await openStream(runbyte.url, { body, headers: session });
  const first = await stream.next();
  await sleeping(server, "begun");
  const cancel = { jsonrpc: "2.0", method: "notifications/cancelled", params: { requestId: 6 } };
  assert.equal((await send(runbyte.url, { body: cancel, headers: session })).status, 202);
  await sleeping(server, "cancelled");
  assert.equal(await stream.next(), undefined, "the stream of a cancelled request has no answer");
  // A client that takes that for a fault is sent away for good.
  const resume = { method: "GET", headers: { ...session, "last-event-id": first?.id ?? "" } };
  assert.equal((await send(runbyte.url, resume)).status, 204);
  // Its id can be used again.
  const ping = await send(runbyte.url, { body: { jsonrpc: "2.0", id: 6, method: "ping" }, headers: session });
  assert.deepEqual(ping.messages[0].result, {});
});

Deno.test("2025-11-25 over HTTP: an id that is used twice at a time is refused, and both get an answer", async () => {
  await using server = await startRemote("http_server");
  await using runbyte = await startListening({ config: farConfig(server.url) });
  const session = await beginSession(runbyte.url);
  const body = { jsonrpc: "2.0", id: 7, method: "tools/call", params: runOf(NAP) };
  const stream = await openStream(runbyte.url, { body, headers: session });
  await sleeping(server, "begun");
  const twice = await send(runbyte.url, {
    body: { jsonrpc: "2.0", id: 7, method: "ping" },
    headers: session,
  });
  assert.deepEqual([twice.status, twice.messages[0].id, twice.messages[0].error.code], [400, 7, -32600]);
  assert.equal((await lastOf(stream))?.message.result.content[0].text, '"awake"');
});

Deno.test("2025-11-25 over HTTP: a stream with nothing left says so for good", async () => {
  await using runbyte = await startListening({ config: CONFIG });
  const session = await beginSession(runbyte.url);
  for (const method of ["ping", "no/such"]) {
    const stream = await openStream(runbyte.url, {
      body: { jsonrpc: "2.0", id: 1, method },
      headers: session,
    });
    const last = await lastOf(stream);
    const resume = { method: "GET", headers: { ...session, "last-event-id": last?.id ?? "" } };
    assert.equal((await send(runbyte.url, resume)).status, 204, method);
  }
  const unknown = await send(runbyte.url, { method: "GET", headers: { ...session, "last-event-id": "999" } });
  assert.equal(unknown.status, 400);
});

for (const era of ["2025-11-25", "2026-07-28"] as const) {
  Deno.test(`${era} over stdio: a client that goes (stdin closed, then SIGTERM) cancels the program (S-77)`, async () => {
    await using server = await startRemote("http_server");
    await using stdio = await RawStdio.start(farConfig(server.url));
    if (era === "2025-11-25") {
      await stdio.ask({ jsonrpc: "2.0", id: 0, method: "initialize", params: initializeParams() });
    }
    const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params: runOf(SLEEP) };
    await stdio.tell(era === "2025-11-25" ? body : modernRequest("tools/call", runOf(SLEEP)).body);
    await sleeping(server, "begun");
    const cancelled = sleeping(server, "cancelled");
    const ended = stdio.end();
    stdio.signal("SIGTERM");
    assert.equal(await ended, 0);
    await cancelled;
  });
}

function withoutId({ body: { id: _, ...body }, headers }: ReturnType<typeof modernRequest>) {
  return { body, headers };
}

async function lastOf(stream: WireStream) {
  let last = await stream.next();
  for (let event = last; event !== undefined; event = await stream.next()) last = event;
  return last;
}
