/**
 * Event streams that end, and connections that are reset or fall silent.
 *
 * @module
 */

import assert from "node:assert/strict";
import { startRemote } from "../fixtures/fixtures.ts";
import { remote } from "../hub/harness.ts";
import { assertIdle, FaultHub } from "./fault_hub.ts";
import { HttpFaults } from "./http_faults.ts";
import { TcpProxy } from "./tcp_proxy.ts";

function gets({ asked }: HttpFaults): number {
  return asked.filter((one) => one === "GET").length;
}

for (const how of ["between events", "in an event"] as const) {
  Deno.test(`An event stream that ends ${how} is opened again, and what it missed is looked up`, async () => {
    await using server = new HttpFaults({ withStream: true });
    await using faults = await FaultHub.open(() => [remote("http", "http", server.url)]);
    await faults.hub.tools("http");
    for (let times = 1; times <= 3; times++) {
      await server.until(() => server.streams === 1);
      server.addTool(`missed_${times}`);
      server.dropStreams(how);
      const count = 1 + times;
      await faults.hub.until("http", (now) => now.status === "ready" && now.tools.length === count);
    }
    assert.equal(gets(server), 4);
    assert.equal(server.asked.filter((asked) => asked === "initialize").length, 1);
    await faults.assertRecovers("http");
  });
}

Deno.test("A server that closes every event stream at once is not asked for one without a pause", async () => {
  await using server = new HttpFaults({ withStream: true });
  server.fault = (request) => {
    if (request.method !== "GET") return undefined;
    // It even asks to be asked again after a millisecond.
    return new Response("retry: 1\n\n", { headers: { "content-type": "text/event-stream" } });
  };
  await using faults = await FaultHub.open(() => [remote("http", "http", server.url)]);
  await faults.hub.tools("http");
  const startedAt = performance.now();
  await server.until(() => gets(server) === 5);
  assert.ok(performance.now() - startedAt > 900, `${performance.now() - startedAt} ms`);
  await faults.assertRecovers("http");
});

Deno.test("An event stream that is refused because the session was forgotten begins another session", async () => {
  await using server = new HttpFaults({ withStream: true });
  await using faults = await FaultHub.open(() => [remote("http", "http", server.url)]);
  await faults.hub.tools("http");
  await server.until(() => server.streams === 1);
  server.sessions.clear();
  server.addTool("after");
  server.dropStreams("between events");
  // Nobody calls: the stream is what shows it.
  await faults.hub.until("http", (now) => now.status === "ready" && now.tools.length === 2);
  assert.equal(server.sessions.size, 1);
  assert.deepEqual(faults.logged("hub.lost").map(({ failures }) => failures), [0]); // no failure of the server's
  await faults.assertRecovers("http");
});

Deno.test("An event stream that cannot be opened for a while comes back without a new session", async () => {
  await using server = new HttpFaults({ withStream: true });
  await using faults = await FaultHub.open(() => [remote("http", "http", server.url)]);
  await faults.hub.tools("http");
  await server.until(() => server.streams === 1);
  let refused = 0;
  server.fault = (request) => {
    if (request.method !== "GET" || refused++ >= 3) return undefined;
    return new Response("restarting", { status: 502 });
  };
  server.dropStreams("between events");
  assert.equal(await faults.hub.text("http", "echo", { text: "meanwhile" }), "meanwhile");
  await server.until(() => server.streams === 1);
  assert.equal(refused, 4); // more often than the SDK would try
  assert.equal(server.asked.filter((asked) => asked === "initialize").length, 1);
  await faults.assertRecovers("http");
});

Deno.test("A subscription of 2026-07-28 that ends is made again, and what it missed is looked up", async () => {
  await using server = await startRemote("modern_server", "--http", "--only", "--quiet");
  await using proxy = new TcpProxy(Number(new URL(server.url).port));
  await using faults = await FaultHub.open(() => [
    remote("modern", "http", `http://127.0.0.1:${proxy.port}/mcp`),
  ]);
  const { hub } = faults;
  await hub.tools("modern");
  const subscriptions = () => server.seen().filter(({ asked }) => asked === "subscriptions/listen").length;
  await server.request(({ asked }) => asked === "subscriptions/listen");
  await hub.call("modern", "grow");
  proxy.drop();
  await hub.until("modern", (now) => now.status === "ready" && now.tools.length === 4);
  assert.equal(subscriptions(), 2);
  assert.equal(hub.log.filter(({ event }) => event === "hub.connected").length, 1);
  await faults.assertRecovers("modern");
});

Deno.test("What was found out about a server behind a URL is remembered when it is connected to again", async () => {
  await using session = new HttpFaults();
  await using sse = await startRemote("sse_server");
  await using proxy = new TcpProxy(Number(new URL(sse.url).port));
  await using faults = await FaultHub.open(() => [
    remote("session", "auto", session.url),
    remote("sse", "auto", `http://127.0.0.1:${proxy.port}/sse`),
  ]);
  const { hub } = faults;
  await Promise.all(["session", "sse"].map((name) => hub.tools(name)));
  const discovered = () => session.asked.filter((asked) => asked === "server/discover").length;
  const posted = () => sse.seen().filter(({ method, path }) => method === "POST" && path === "/sse").length;
  const before = [discovered(), posted()];
  assert.ok(before.every((count) => count > 0), `${before}`);
  session.sessions.clear();
  assert.equal(await hub.text("session", "echo", { text: "again" }), "again");
  proxy.drop();
  await hub.until("sse", ({ status }) => status === "failed");
  await faults.assertRecovers("sse");
  assert.deepEqual([discovered(), posted()], before);
});

Deno.test("An SSE server whose stream is dropped is connected to again; the call in flight fails", async () => {
  await using server = await startRemote("sse_server");
  await using proxy = new TcpProxy(Number(new URL(server.url).port));
  await using faults = await FaultHub.open(
    () => [remote("sse", "sse", `http://127.0.0.1:${proxy.port}/sse`)],
  );
  const { hub } = faults;
  await hub.tools("sse");
  const posts = server.seen().length;
  const call = hub.call("sse", "sleep", { ms: 60_000 });
  call.catch(() => {});
  await server.request((one) => one.method === "POST" && server.seen().indexOf(one) >= posts);
  proxy.drop();
  await assert.rejects(call, /went away during the call: .*: see what the call did before you repeat it/);
  // Nobody asks: it comes back by itself.
  await hub.until("sse", ({ status }) => status === "ready");
  await faults.assertRecovers("sse");
});

Deno.test("A connection that is reset fails the call, which may have had an effect, and the next gets through", async () => {
  await using server = new HttpFaults();
  await using proxy = new TcpProxy(server.port);
  await using faults = await FaultHub.open(
    () => [remote("http", "http", `http://127.0.0.1:${proxy.port}/mcp`)],
  );
  await faults.hub.tools("http");
  proxy.drop(); // what is kept open for the next request
  proxy.weather = "reset";
  const accepted = proxy.accepted;
  await assert.rejects(
    faults.hub.call("http", "echo", { text: "reset" }),
    /went away during the call: connection reset: see what the call did before you repeat it/,
  );
  assert.deepEqual(server.made, []);
  assert.ok(proxy.accepted > accepted);
  proxy.weather = "fair";
  await faults.assertRecovers("http");
});

Deno.test("A server that cannot be reached is waited for within the deadline of the call", async () => {
  const first = new HttpFaults();
  const { port, url } = first;
  await using faults = await FaultHub.open(() => [remote("http", "http", url)]);
  await faults.hub.tools("http");
  await first[Symbol.asyncDispose]();
  const waiting = faults.calls("http", "echo", ["a", "b", "c"]);
  await faults.hub.until("http", ({ status }) => status === "failed");
  await using second = new HttpFaults({ port });
  assert.deepEqual((await waiting).failures, []);
  assert.deepEqual([...second.made].sort(), ["a", "b", "c"]);
  await faults.assertRecovers("http");
});

Deno.test("A server that was away again and again is there for whoever asks soon after it is back", async () => {
  const first = new HttpFaults();
  const { port, url } = first;
  await using faults = await FaultHub.open(() => [remote("http", "http", url)]);
  await faults.hub.tools("http");
  await first[Symbol.asyncDispose]();
  // Six failures in a row: a child would be left alone for half a minute and more.
  const asking = setInterval(() => void faults.hub.hub.settled("http"), 200);
  const failures = () =>
    faults.logged("hub.connect-failed").map(({ failures }) => Number(failures)).at(-1) ?? 0;
  const found = Promise.withResolvers<void>();
  const stop = faults.hub.hub.onChange(() => failures() >= 6 && found.resolve());
  // Without an event stream, only a call shows that it is away.
  await faults.calls("http", "echo", ["away"]);
  await found.promise;
  stop();
  clearInterval(asking);
  await using second = new HttpFaults({ port });
  const startedAt = performance.now();
  assert.equal(await faults.hub.text("http", "echo", { text: "back" }), "back");
  assert.ok(performance.now() - startedAt < 6_000, `${performance.now() - startedAt} ms`);
  assert.deepEqual(second.made, ["back"]);
  await faults.assertRecovers("http");
});

for (const type of ["http", "sse"] as const) {
  Deno.test(`A half-open connection to a server over ${type} ends the call at its deadline, and is replaced`, async () => {
    await using server = await startRemote(type === "http" ? "http_server" : "sse_server");
    const { port, pathname } = new URL(server.url);
    await using proxy = new TcpProxy(Number(port));
    await using faults = await FaultHub.open(
      () => [remote("half", type, `http://127.0.0.1:${proxy.port}${pathname}`)],
      { limits: { toolCallMs: 1_000, connectMs: 3_000 } },
    );
    const { hub } = faults;
    await hub.tools("half");
    proxy.weather = "silent";
    await assert.rejects(hub.call("half", "echo", { text: "hello?" }), /no answer within 1 s/);
    // The server is asked whether it is there; that it is not shows without another call.
    await hub.until("half", ({ status }) => status === "failed");
    await assertIdle();
    proxy.weather = "fair";
    proxy.drop();
    await hub.until("half", ({ status }) => status === "ready");
    await faults.assertRecovers("half");
  });
}
