import assert from "node:assert/strict";
import { RunbyteError } from "../../src/errors.ts";
import { fixture } from "../fixtures/fixtures.ts";
import { remote, stdio, TestHub } from "./harness.ts";

const unavailable = (pattern: RegExp) => (error: unknown) =>
  error instanceof RunbyteError && error.code === "unavailable" && pattern.test(error.message);

Deno.test("Hub says which command is missing, which directory, and what may not be executed", async () => {
  const file = new URL("./harness.ts", import.meta.url).pathname;
  await using hub = new TestHub([
    stdio("missing", { command: "runbyte-no-such-command", args: [] }),
    stdio("cwd", { command: Deno.execPath(), args: [] }, { cwd: "/no/such/directory" }),
    stdio("file", { command: file, args: [] }),
  ]);
  assert.equal(await hub.reason("missing"), 'command not found: "runbyte-no-such-command"');
  assert.equal(await hub.reason("cwd"), "its working directory does not exist: check cwd");
  assert.equal(await hub.reason("file"), `may not be executed: ${JSON.stringify(file)}`);
});

Deno.test("Hub says how a child died at its start, and which variable it may have missed", async () => {
  const env = { ...Deno.env.toObject(), FIXTURE_TOKEN: "in the gateway's environment" };
  const command = fixture("dies_at_start", "Error: FIXTURE_TOKEN must be set");
  await using hub = new TestHub([
    stdio("hinted", command),
    stdio("general", fixture("dies_at_start", "bad password hunter2!")),
    stdio("whole", command, { inheritEnv: true }),
    stdio("silent", { command: "true", args: [] }),
  ], { env, secrets: ["hunter2!"] });
  assert.equal(
    await hub.reason("hinted"),
    "exited with code 1 before answering: Error: FIXTURE_TOKEN must be set; " +
      "it was not given the environment variable FIXTURE_TOKEN: set env or inheritEnv",
  );
  assert.equal(
    await hub.reason("general"),
    "exited with code 1 before answering: bad password [secret]; " +
      "if it needs an environment variable of yours, set env or inheritEnv",
  );
  assert.equal(
    await hub.reason("whole"),
    "exited with code 1 before answering: Error: FIXTURE_TOKEN must be set",
  );
  assert.match(await hub.reason("silent"), /^exited with code 0 before answering; if it needs/);
});

Deno.test("Hub shows the error of a crashed child, without its stack and the machine's paths", async () => {
  const stderr =
    "/srv/app/main.js:3\n\nError: Cannot find module '/srv/app/x.js'\n    at /srv/app/main.js:3:9\n\nNode.js v20";
  await using hub = new TestHub([stdio("crashed", fixture("dies_at_start", stderr))]);
  assert.match(
    await hub.reason("crashed"),
    /^exited with code 1 before answering: Error: Cannot find module 'x\.js'; if it needs/,
  );
  assert.ok(hub.log.some(({ level, fields }) => level === "debug" && fields["text"] === `${stderr}\n`));
});

Deno.test("Hub says what is wrong with an answer to initialize", async () => {
  const answer = '{"jsonrpc":"2.0","id":0,"result":{"protocolVersion":"2025-06-18","capabilities":{}}}';
  const command = { command: "sh", args: ["-c", `read line; echo '${answer}'; cat`] };
  await using hub = new TestHub([stdio("odd", command)]);
  assert.match(
    await hub.reason("odd"),
    /^Invalid result for initialize: serverInfo: Invalid input: expected object, received undefined$/,
  );
});

Deno.test("Hub gives up on a server that never answers, and lets no other wait for it", async () => {
  const limits = { connectMs: 1_500 };
  await using hub = new TestHub([
    stdio("never", fixture("never_answers")),
    stdio("quick", fixture("env_dump")),
  ], { limits });
  await hub.until("quick", ({ status }) => status === "ready"); // not settled(): that would begin to connect
  assert.equal(hub.snapshot("never").status, "connecting");
  await hub.hub.allSettled(60_000);
  assert.equal(await hub.reason("never"), "did not answer within 1.5 s");
  await assert.rejects(
    hub.call("never", "wait"),
    unavailable(/server 'never' is not available \(did not answer/),
  );
});

Deno.test("Hub.allSettled() returns after its time", async () => {
  await using hub = new TestHub([stdio("never", fixture("never_answers"))]);
  await hub.hub.allSettled(50);
  assert.equal(hub.snapshot("never").status, "connecting");
});

Deno.test("Hub says that a connection is refused", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const url = `http://127.0.0.1:${listener.addr.port}/mcp`;
  listener.close();
  await using hub = new TestHub([
    remote("http", "http", url),
    remote("sse", "sse", url),
    remote("auto", "auto", url),
  ]);
  for (const name of ["http", "sse", "auto"]) {
    assert.equal(await hub.reason(name), "connection refused: is it running?");
  }
});

Deno.test("Hub fails a call whose server dies, and starts the server again for the next", async () => {
  await using hub = new TestHub([stdio("mortal", fixture("dies_mid_call"))]);
  const first = await hub.text("mortal", "pid");
  await assert.rejects(
    hub.call("mortal", "die"),
    unavailable(
      /^the server went away during the call: exited with code 3: fatal: the disk is full: see what/,
    ),
  );
  assert.equal(await hub.reason("mortal"), "exited with code 3: fatal: the disk is full");
  const second = await hub.text("mortal", "pid");
  assert.notEqual(second, first);
  assert.equal(hub.snapshot("mortal").status, "ready");
});

Deno.test("Hub.settled() tries a lost server again", async () => {
  await using hub = new TestHub([stdio("mortal", fixture("dies_mid_call"))]);
  await hub.tools("mortal");
  await assert.rejects(hub.call("mortal", "die"));
  assert.deepEqual(await hub.text("mortal", "pid").then(() => hub.tools("mortal")), ["die", "pid"]);
});

Deno.test("Hub names the servers that it knows, and those that were rejected", async () => {
  await using hub = new TestHub([stdio("github", { command: "true", args: [] })], {
    rejected: [{ name: "broken", reason: "it has neither command nor url" }, {
      name: "a/b",
      reason: "bad name",
    }],
  });
  assert.deepEqual(hub.hub.snapshots().map(({ name }) => name), ["broken", "github"]);
  assert.equal(await hub.reason("broken"), "it has neither command nor url");
  await hub.hub.settled("broken");
  await hub.hub.settled("unknown");
  await assert.rejects(hub.call("broken", "x"), unavailable(/neither command nor url/));
  await assert.rejects(
    hub.call("Git-Hub", "x"),
    (error) =>
      error instanceof RunbyteError && error.code === "not-found" && /mean 'github'/.test(error.message),
  );
});

Deno.test("Hub.close() leaves nothing behind of servers that had yet to be started", async () => {
  // The test runner reports a timer or a process that is left.
  const servers = Array.from({ length: 20 }, (_, index) => stdio(`later${index}`, fixture("env_dump")));
  await using hub = new TestHub(servers);
  assert.equal(hub.snapshot("later0").status, "connecting");
});

Deno.test("Hub goes on when a listener throws", async () => {
  await using hub = new TestHub([stdio("env", fixture("env_dump"))]);
  hub.hub.onChange(() => {
    throw new Error("not my day");
  });
  assert.deepEqual(await hub.tools("env"), ["env"]);
  assert.ok(
    hub.log.some(({ event, fields }) =>
      event === "hub.listener-failed" && /my day/.test(`${fields["error"]}`)
    ),
  );
});
