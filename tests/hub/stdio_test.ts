import assert from "node:assert/strict";
import { RunbyteError } from "../../src/errors.ts";
import { NAME, VERSION } from "../../src/version.ts";
import { fixture } from "../fixtures/fixtures.ts";
import { stdio, TestHub } from "./harness.ts";

Deno.test("Hub lists and calls the tools of a stdio server", async () => {
  await using hub = new TestHub([stdio("basic", fixture("basic_server"))]);
  assert.deepEqual(hub.snapshot("basic"), { name: "basic", status: "connecting" });
  const tools = await hub.tools("basic");
  assert.deepEqual(tools.slice(0, 3), ["echo", "add", "sleep"]);
  assert.equal(await hub.text("basic", "add", { a: 2, b: 3 }), "5");
  const structured = await hub.call("basic", "structured", { city: "Rome" });
  assert.deepEqual(structured.structuredContent, { city: "Rome", celsius: 21.5 });
  const blocks = await hub.call("basic", "blocks");
  assert.deepEqual(blocks.content.map(({ type }) => type), ["text", "text", "image", "resource"]);
  assert.equal(await hub.text("basic", "counter"), "1");
  assert.equal(await hub.text("basic", "counter"), "2");
});

Deno.test("Hub hides secrets in the texts of a failed call, and leaves data as it is", async () => {
  await using hub = new TestHub([stdio("basic", fixture("basic_server"))], { secrets: ["hunter2!"] });
  const failed = await hub.call("basic", "fail", { message: "cannot log in with hunter2!" });
  assert.deepEqual(failed.content, [{ type: "text", text: "cannot log in with [secret]" }]);
  assert.match(JSON.stringify(await hub.call("basic", "echo", { text: "hunter2!" })), /hunter2!/);
});

Deno.test("Hub returns a result with isError, and throws for an error of the protocol", async () => {
  await using hub = new TestHub([stdio("basic", fixture("basic_server"))]);
  assert.deepEqual(await hub.call("basic", "fail", { message: "no luck" }), {
    content: [{ type: "text", text: "no luck" }],
    isError: true,
  });
  await assert.rejects(
    hub.call("basic", "nope"),
    (error) =>
      error instanceof RunbyteError && error.code === "tool-failed" &&
      /no tool is named nope$/.test(error.message),
  );
});

Deno.test("Hub runs calls to one server side by side", async () => {
  await using hub = new TestHub([stdio("basic", fixture("basic_server"))]);
  await hub.tools("basic");
  const startedAt = performance.now();
  const results = await Promise.all(
    Array.from({ length: 40 }, () => hub.text("basic", "sleep", { ms: 300 })),
  );
  assert.equal(results.length, 40);
  assert.ok(performance.now() - startedAt < 40 * 300 / 4);
});

Deno.test("Hub waits for a server that is still connecting when a call comes", async () => {
  await using hub = new TestHub([stdio("basic", fixture("basic_server"))]);
  assert.equal(await hub.text("basic", "echo", { text: "early" }), "early");
});

Deno.test("Hub cancels a call at the server when its signal aborts", async () => {
  await using hub = new TestHub([stdio("never", fixture("never_answers", "--lists"))]);
  await hub.tools("never");
  const abort = new AbortController();
  const begun = new Promise<void>((resolve) => hub.hub.onChange(resolve));
  const done = hub.call("never", "wait", {}, abort.signal);
  await begun;
  abort.abort();
  await assert.rejects(done, (error) => error instanceof RunbyteError && error.code === "cancelled");
  await hub.until("never", ({ status }) => status === "failed");
  assert.equal(await hub.reason("never"), "exited with code 7: the call was cancelled");
});

Deno.test("Hub gives up on a call after limits.toolCallMs, and tells the server", async () => {
  const limits = { toolCallMs: 200 };
  await using hub = new TestHub([stdio("never", fixture("never_answers", "--lists"))], { limits });
  await hub.tools("never");
  await assert.rejects(
    hub.call("never", "wait"),
    (error) =>
      error instanceof RunbyteError && error.code === "timed-out" &&
      /^no answer within 0\.2 s/.test(error.message),
  );
  await hub.until("never", ({ status }) => status === "failed"); // the server was told
});

Deno.test("Hub gives a server its own deadline for calls where it has one", async () => {
  const server = { ...stdio("never", fixture("never_answers", "--lists")), toolCallMs: 150 };
  await using hub = new TestHub([server]);
  await hub.tools("never");
  await assert.rejects(hub.call("never", "wait"), /no answer within 0\.2 s/);
});

Deno.test("Hub skips what is no message on stdout, and says so once", async () => {
  await using hub = new TestHub([stdio("junk", fixture("junk_stdout"))]);
  assert.equal(await hub.text("junk", "say"), "clean");
  assert.deepEqual(
    hub.log.filter(({ event }) => event === "hub.junk-on-stdout").map(({ fields }) => fields),
    [
      { server: "junk", line: "Welcome to Junk Server v1!" },
    ],
  );
});

Deno.test("Hub gives a child the safe environment, its own, and what inheritEnv names", async () => {
  const env = { ...Deno.env.toObject(), RUNBYTE_TEST_KEY: "key", RUNBYTE_TEST_OTHER: "other", LC_ALL: "C" };
  const command = fixture("env_dump");
  const own = { OWN: "1" };
  await using hub = new TestHub([
    stdio("safe", command, { env: own, cwd: "/" }),
    stdio("named", command, { inheritEnv: ["RUNBYTE_TEST_KEY"] }),
    stdio("all", command, { inheritEnv: true }),
  ], { env });
  const dump = async (server: string) => JSON.parse(await hub.text(server, "env"));
  const [safe, named, all] = [await dump("safe"), await dump("named"), await dump("all")];
  assert.equal(safe.cwd, "/");
  assert.equal(safe.env.OWN, "1");
  assert.equal(safe.env.LC_ALL, "C");
  assert.ok(!("RUNBYTE_TEST_KEY" in safe.env));
  assert.equal(named.env.RUNBYTE_TEST_KEY, "key");
  assert.ok(!("RUNBYTE_TEST_OTHER" in named.env));
  assert.equal(all.env.RUNBYTE_TEST_OTHER, "other");
});

Deno.test("Hub introduces itself and declares nothing", async () => {
  await using hub = new TestHub([stdio("env", fixture("env_dump"))]);
  const { client } = JSON.parse(await hub.text("env", "env"));
  // A server that is told of roots, for one, may drop the directories it was configured with.
  assert.deepEqual(client.capabilities, {});
  assert.deepEqual(client.clientInfo, { name: NAME, version: VERSION });
});

Deno.test("Hub speaks 2026-07-28 to a child that takes nothing older", async () => {
  await using hub = new TestHub([
    stdio("both", fixture("modern_server")),
    stdio("only", fixture("modern_server", "--only")),
  ]);
  for (const server of ["both", "only"]) {
    assert.deepEqual(await hub.tools(server), ["echo", "routed", "grow"]);
    assert.equal(await hub.text(server, "echo", { text: "hi" }), "hi");
  }
  const protocols = hub.log.filter(({ event }) => event === "hub.connected").map(({ fields }) =>
    fields["protocol"]
  );
  assert.deepEqual(protocols.sort(), ["2025-11-25", "2026-07-28"]);
});
