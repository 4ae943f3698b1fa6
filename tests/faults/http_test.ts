/**
 * What HTTP servers answer when they do not answer.
 *
 * @module
 */

import assert from "node:assert/strict";
import { RunbyteError } from "../../src/errors.ts";
import { remote, type TestHubOptions } from "../hub/harness.ts";
import { FaultHub } from "./fault_hub.ts";
import { type Fault, HttpFaults } from "./http_faults.ts";

async function open(url: string, options: TestHubOptions = {}): Promise<FaultHub> {
  const faults = await FaultHub.open(() => [remote("http", "http", url)], options);
  await faults.hub.tools("http");
  return faults;
}

/** A fault of the next `times` tool calls. */
function onCalls(times: number, respond: () => Response): Fault {
  return (_, posted) => posted?.method === "tools/call" && times-- > 0 ? respond() : undefined;
}

const status = (code: number, headers: Record<string, string> = {}) => () =>
  new Response("not today", { status: code, headers });

/** What a call says, and whether it may be made again, for each status that ends it. */
const FINAL = [
  [401, {}, "tool-failed", /^the server did not take the call: HTTP 401: check the headers$/],
  [403, {}, "tool-failed", /^the server did not take the call: HTTP 403: check the headers$/],
  [500, {}, "tool-failed", /^the server failed with HTTP 500: not today: see what the call did before/],
  [502, {}, "tool-failed", /^the server failed with HTTP 502: not today: see what the call did before/],
  [503, {}, "tool-failed", /^the server failed with HTTP 503: not today: see what the call did/],
  [503, { "retry-after": "3600" }, "tool-failed", /HTTP 503: it asks to be left alone for 3600 s$/],
  [429, { "retry-after": "3600" }, "tool-failed", /HTTP 429: it asks to be left alone for 3600 s$/],
  [500, { "retry-after": "1" }, "tool-failed", /^the server failed with HTTP 500/],
  // To come back later does not help against these.
  [
    401,
    { "retry-after": "1" },
    "tool-failed",
    /^the server did not take the call: HTTP 401: check the headers$/,
  ],
] as const;

for (const [code, headers, errorCode, message] of FINAL) {
  const name = `HTTP ${code}${
    "retry-after" in headers ? ` with Retry-After: ${headers["retry-after"]}` : ""
  }`;
  Deno.test(`${name} fails the call once, and the server is used on`, async () => {
    await using server = new HttpFaults();
    await using faults = await open(server.url);
    server.fault = onCalls(1, status(code, headers));
    await assert.rejects(
      faults.hub.call("http", "echo", { text: "lost" }),
      (error) => error instanceof RunbyteError && error.code === errorCode && message.test(error.message),
    );
    assert.equal(server.asked.filter((asked) => asked === "tools/call").length, 1);
    await faults.assertRecovers("http");
    assert.equal(server.asked.filter((asked) => asked === "initialize").length, 1);
  });
}

const LATER = [
  [429, { "retry-after": "1" }, 1_000],
  [503, { "retry-after": "1" }, 1_000],
  [429, {}, 1_000],
] as const;

for (const [code, headers, least] of LATER) {
  const name = `HTTP ${code} ${"retry-after" in headers ? "with" : "without"} Retry-After`;
  Deno.test(`${name} is waited out within the deadline of the call, which is made once`, async () => {
    await using server = new HttpFaults();
    await using faults = await open(server.url);
    server.fault = onCalls(1, status(code, headers));
    const startedAt = performance.now();
    assert.equal(await faults.hub.text("http", "echo", { text: "patient" }), "patient");
    assert.ok(performance.now() - startedAt >= least - 5);
    assert.deepEqual(server.made, ["patient"]);
    await faults.assertRecovers("http");
  });
}

Deno.test("HTTP 503 with a date in Retry-After is waited out", async () => {
  await using server = new HttpFaults();
  await using faults = await open(server.url);
  const date = new Date(Date.now() + 2_000).toUTCString(); // dates of HTTP have whole seconds
  server.fault = onCalls(1, status(503, { "retry-after": date }));
  assert.equal(await faults.hub.text("http", "echo", { text: "patient" }), "patient");
  assert.deepEqual(server.made, ["patient"]);
});

Deno.test("A wait for Retry-After ends when the call is cancelled", async () => {
  await using server = new HttpFaults();
  await using faults = await open(server.url);
  const abort = new AbortController();
  server.fault = onCalls(1, () => {
    queueMicrotask(() => abort.abort());
    return status(429, { "retry-after": "30" })();
  });
  await assert.rejects(
    faults.hub.call("http", "echo", { text: "never" }, abort.signal),
    (error) => error instanceof RunbyteError && error.code === "cancelled",
  );
  assert.deepEqual(server.made, []);
});

Deno.test("HTTP 404 for a session that the server forgot begins another, for 20 calls at once too", async () => {
  await using server = new HttpFaults();
  await using faults = await open(server.url);
  for (const run of ["first", "second"]) {
    server.sessions.clear();
    const given = Array.from({ length: 20 }, (_, index) => `${run} ${index}`);
    const { answered, failures } = await faults.calls("http", "echo", given);
    assert.deepEqual(failures, []);
    assert.equal(answered.length, 20);
  }
  assert.equal(new Set(server.made).size, 40);
  assert.equal(server.made.length, 40);
  assert.equal(server.asked.filter((asked) => asked === "initialize").length, 3);
  await faults.assertRecovers("http");
});

Deno.test("HTTP 404 without a session, and one that does not end, fail the call, with Retry-After too", async () => {
  await using stateless = new HttpFaults({ withSessions: false });
  await using forgetful = new HttpFaults();
  await using polite = new HttpFaults({ withSessions: false });
  for (const server of [stateless, forgetful, polite]) {
    await using faults = await open(server.url);
    server.fault = onCalls(Infinity, status(404, server === polite ? { "retry-after": "1" } : {}));
    await assert.rejects(
      faults.hub.call("http", "echo", { text: "lost" }),
      /^RunbyteError: the server did not take the call: HTTP 404: check the url$/,
    );
    assert.ok(server.asked.filter((asked) => asked === "tools/call").length <= 2);
    server.fault = () => undefined;
    await faults.assertRecovers("http");
  }
});

Deno.test("A redirect within the server is followed, one that leads elsewhere is not", async () => {
  await using elsewhere = new HttpFaults();
  await using server = new HttpFaults();
  await using faults = await open(server.url);
  const secret = { "x-fixture": "opensesame" };
  const to = (location: string) => () => new Response(null, { status: 307, headers: { location } });
  server.fault = onCalls(1, to("/moved"));
  assert.equal(await faults.hub.text("http", "echo", { text: "moved" }), "moved");
  server.fault = onCalls(1, to(elsewhere.url));
  await assert.rejects(
    faults.hub.call("http", "echo", { text: "away" }, undefined),
    /HTTP 307: it redirects elsewhere/,
  );
  assert.deepEqual(elsewhere.asked, []);
  assert.deepEqual(server.made, ["moved"]);
  await faults.assertRecovers("http");
  // Nor at the handshake, with what a header may hold.
  server.fault = to(elsewhere.url);
  await using other = await FaultHub.open(() => [remote("http", "http", server.url, secret)]);
  assert.match(await other.hub.reason("http"), /^HTTP 307: it redirects elsewhere, check the url$/);
  assert.deepEqual(elsewhere.asked, []);
});

Deno.test("A server that is too busy to connect to is left alone for as long as it asks", async () => {
  await using server = new HttpFaults();
  server.fault = status(503, { "retry-after": "20" });
  await using faults = await FaultHub.open(() => [remote("http", "http", server.url)]);
  assert.match(await faults.hub.reason("http"), /^HTTP 503/);
  const [failed] = faults.logged("hub.connect-failed");
  assert.ok(Number(failed?.["retryMs"]) >= 19_000, JSON.stringify(failed));
});

for (
  const [what, body, type] of [
    ["JSON", '{"jsonrpc":"2.0","id":1,"result":{"cont', "application/json"],
    ["an event", 'data: {"jsonrpc":"2.0","id":1,"resu', "text/event-stream"],
    ["an empty stream", "", "text/event-stream"],
  ] as const
) {
  Deno.test(`An answer that ends in the middle of ${what} fails the call, which is not made again`, async () => {
    await using server = new HttpFaults();
    await using faults = await open(server.url);
    let calls = 0;
    server.fault = onCalls(1, () => {
      calls++;
      return new Response(body, { headers: { "content-type": type } });
    });
    await assert.rejects(
      faults.hub.call("http", "echo", { text: "cut" }),
      /went away during the call: .*: see what the call did before you repeat it/,
    );
    assert.equal(calls, 1);
    assert.deepEqual(server.made, []);
    await faults.assertRecovers("http");
  });
}
