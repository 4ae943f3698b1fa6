import assert from "node:assert/strict";
import { RunbyteError } from "../../src/errors.ts";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { remote, stdio, TestHub } from "./harness.ts";

const HEADERS = { "X-Fixture": "opensesame" };

Deno.test("Hub speaks Streamable HTTP, with its headers on every request", async () => {
  for (const type of ["http", "auto"] as const) {
    await using server = await startRemote("http_server", "--require", "opensesame");
    {
      await using hub = new TestHub([remote("http", type, server.url, HEADERS)]);
      assert.equal((await hub.tools("http")).length, 9);
      assert.equal(await hub.text("http", "echo", { text: "hi" }), "hi");
      await server.request(({ method }) => method === "GET");
    }
    await server.request(({ method }) => method === "DELETE"); // the session is ended
    assert.ok(server.seen().length >= 5);
    assert.deepEqual([...new Set(server.seen().map(({ header }) => header))], ["opensesame"]);
  }
});

Deno.test("Hub falls back to SSE, with its headers on the stream and on every POST", async () => {
  for (const type of ["sse", "auto"] as const) {
    await using server = await startRemote("sse_server");
    await using hub = new TestHub([remote("sse", type, server.url, HEADERS)]);
    assert.equal(await hub.text("sse", "echo", { text: "hi" }), "hi");
    const stream = server.seen().find(({ method, path }) => method === "GET" && path === "/sse");
    assert.equal(stream?.header, "opensesame");
    assert.deepEqual([...new Set(server.seen().map(({ header }) => header))], ["opensesame"]);
  }
});

Deno.test("Hub does not fall back when the server refuses who asks", async () => {
  await using server = await startRemote("http_server", "--require", "opensesame");
  await using hub = new TestHub([
    remote("auto", "auto", server.url, { "x-fixture": "wrong" }),
    remote("sse", "sse", server.url),
  ]);
  assert.equal(await hub.reason("auto"), "HTTP 401: check the headers");
  assert.equal(await hub.reason("sse"), "HTTP 401: check the headers");
  assert.ok(server.seen().every(({ method, header }) => header === null || method === "POST"));
});

Deno.test("Hub says what to check when nothing is at the URL", async () => {
  await using server = await startRemote("sse_server");
  await using hub = new TestHub([remote("wrong", "auto", server.url.replace("/sse", "/elsewhere"))]);
  assert.equal(await hub.reason("wrong"), "HTTP 404: check the url");
});

Deno.test("Hub begins a new session, and repeats the call, when the server has forgotten the old one", async () => {
  for (const args of [[], ["--bad-request"]]) {
    await using server = await startRemote("http_server", "--forget", ...args);
    await using hub = new TestHub([remote("http", "http", server.url)]);
    for (let i = 0; i < 3; i++) assert.equal(await hub.text("http", "counter"), "1");
    assert.equal(hub.log.filter(({ event }) => event === "hub.connected").length, 3);
  }
});

Deno.test("Hub loses an SSE server that goes away, and says so to the call in flight", async () => {
  const server = await startRemote("sse_server");
  await using hub = new TestHub([remote("sse", "sse", server.url)]);
  await hub.tools("sse");
  const done = hub.call("sse", "sleep", { ms: 60_000 });
  done.catch(() => {});
  await server.request(({ method }) => method === "POST");
  await server.close();
  await assert.rejects(
    done,
    (error) =>
      error instanceof RunbyteError && error.code === "unavailable" &&
      /went away during the call: its event stream ended/.test(error.message),
  );
  await hub.until("sse", ({ status }) => status === "failed");
});

Deno.test("Hub tells an HTTP server that went away from one that failed the call", async () => {
  const server = await startRemote("http_server");
  await using hub = new TestHub([remote("http", "http", server.url)]);
  await hub.tools("http");
  await server.close();
  await assert.rejects(
    hub.call("http", "echo", { text: "hi" }),
    (error) => error instanceof RunbyteError && error.code === "unavailable",
  );
});

Deno.test("Hub speaks 2026-07-28 over HTTP where the server does, and mirrors arguments into headers", async () => {
  await using server = await startRemote("modern_server", "--http", "--only");
  await using hub = new TestHub([remote("modern", "auto", server.url)]);
  assert.deepEqual(await hub.tools("modern"), ["echo", "routed", "grow"]);
  assert.equal(await hub.text("modern", "routed", { region: "eu-1" }), "eu-1");
  const call = await server.request(({ asked }) => asked === "tools/call");
  assert.equal(call.region, "eu-1");
  const connected = hub.log.find(({ event }) => event === "hub.connected");
  assert.equal(connected?.fields["protocol"], "2026-07-28");
});

Deno.test("Hub is told by a server of 2026-07-28 that its tools have changed", async () => {
  await using server = await startRemote("modern_server", "--http");
  await using hub = new TestHub([remote("modern", "http", server.url)]);
  await hub.tools("modern");
  await server.request(({ asked }) => asked === "subscriptions/listen");
  await hub.call("modern", "grow");
  await hub.until("modern", (snapshot) => snapshot.status === "ready" && snapshot.tools.length === 4);
  assert.deepEqual(await hub.tools("modern"), ["echo", "routed", "grow", "grown_1"]);
});

Deno.test("Hub lets no server wait for a slow one", async () => {
  // Takes connections and never answers.
  const slow = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  await using quick = await startRemote("http_server");
  {
    await using hub = new TestHub([
      remote("slow", "auto", `http://127.0.0.1:${slow.addr.port}/mcp`),
      remote("quick", "http", quick.url),
      stdio("child", fixture("env_dump")),
    ], { limits: { connectMs: 3_000 } });
    assert.equal(await hub.text("quick", "echo", { text: "hi" }), "hi");
    assert.deepEqual(await hub.tools("child"), ["env"]);
    assert.equal(hub.snapshot("slow").status, "connecting");
    assert.equal(await hub.reason("slow"), "did not answer within 3 s");
  }
  slow.close();
});
