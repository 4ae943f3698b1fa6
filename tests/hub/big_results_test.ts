import assert from "node:assert/strict";
import { RunbyteError } from "../../src/errors.ts";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { remote, stdio, TestHub } from "./harness.ts";

const MIB = 1024 * 1024;
const tooLarge = (error: unknown) =>
  error instanceof RunbyteError && error.code === "too-large" && /ask for less$/.test(error.message);

Deno.test("Hub takes a result of 10 MB over stdio in a fraction of a second", async () => {
  await using hub = new TestHub([stdio("big", fixture("big_result"))]);
  await hub.text("big", "small");
  const startedAt = performance.now();
  const text = await hub.text("big", "big", { megabytes: 10 });
  const ms = performance.now() - startedAt;
  assert.equal(text.length, 10_000_000);
  console.log(`    10 MB over stdio: ${ms.toFixed(0)} ms`);
  assert.ok(ms < 1_500, `${ms} ms`); // 70 to 150 ms on two idle cores; reading it in quadratic time takes 3 s
});

Deno.test("Hub fails the call whose result is above the limit; the connection goes on", async () => {
  await using hub = new TestHub([stdio("big", fixture("big_result"))]);
  for (const idLast of [false, true]) {
    const small = hub.text("big", "small");
    const done = hub.call("big", "big", { megabytes: 100, idLast });
    const other = hub.text("big", "small");
    await assert.rejects(done, tooLarge);
    assert.deepEqual(await Promise.all([small, other]), ["small", "small"]);
  }
  assert.equal(hub.log.filter(({ event }) => event === "hub.lost").length, 0);
});

Deno.test("Hub takes the same result when the limit is raised above it", async () => {
  await using hub = new TestHub([stdio("big", fixture("big_result"))], {
    limits: { downstreamMessageBytes: 128 * MIB },
  });
  assert.equal((await hub.text("big", "big", { megabytes: 100 })).length, 100_000_000);
});

for (const args of [[], ["--json"]] as const) {
  Deno.test(`Hub bounds results over Streamable HTTP (${args[0] ?? "event streams"})`, async () => {
    await using fixtureServer = await startRemote("http_server", ...args);
    const limits = { downstreamMessageBytes: 4 * MIB };
    await using hub = new TestHub([remote("http", "http", fixtureServer.url)], { limits });
    assert.ok((await hub.text("http", "big", { megabytes: 2 })).length > 1_900_000);
    await assert.rejects(hub.call("http", "big", { megabytes: 6 }), tooLarge);
    assert.equal(await hub.text("http", "echo", { text: "on" }), "on");
  });
}

Deno.test("Hub bounds results over SSE; the stream goes on", async () => {
  await using fixtureServer = await startRemote("sse_server");
  const limits = { downstreamMessageBytes: 4 * MIB };
  await using hub = new TestHub([remote("sse", "sse", fixtureServer.url)], { limits });
  assert.ok((await hub.text("sse", "big", { megabytes: 2 })).length > 1_900_000);
  await assert.rejects(hub.call("sse", "big", { megabytes: 6 }), tooLarge);
  assert.equal(await hub.text("sse", "echo", { text: "on" }), "on");
  assert.equal(hub.log.filter(({ event }) => event === "hub.lost").length, 0);
});
