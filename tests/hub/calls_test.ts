import assert from "node:assert/strict";
import { RunbyteError } from "../../src/errors.ts";
import { fixture } from "../fixtures/fixtures.ts";
import type { CallProgress } from "../../src/hub/progress.ts";
import { stdio, TestHub } from "./harness.ts";

const never = new AbortController().signal;

function slow(hub: TestHub, caller: string, text: string, ms: number, signal = never) {
  return hub.hub.callTool({
    server: "faulty",
    tool: "slow",
    arguments: { text, ms },
    session: "ann",
    signal,
    caller,
  });
}

Deno.test("Hub makes 64 calls to a server at a time, and lets no caller wait behind a thousand calls of another", async () => {
  await using hub = new TestHub([stdio("faulty", fixture("faulty_server"))]);
  await hub.tools("faulty");
  let begun = 0;
  let ended = 0;
  let most = 0;
  const many = Array.from({ length: 1_000 }, (_, index) =>
    hub.hub.callTool({
      server: "faulty",
      tool: "slow",
      arguments: { text: String(index), ms: 50 },
      session: "ann",
      signal: never,
      caller: "many",
      onProgress: () => most = Math.max(most, ++begun - ended),
    }).then(() => ended++));
  await slow(hub, "one", "single", 50);
  assert.ok(ended <= 3 * 64, `behind ${ended} calls`);
  await Promise.all(many);
  assert.equal(ended, 1_000);
  assert.ok(most > 32 && most <= 64, `${most} at a time`);
});

Deno.test("Hub does not make a call that was cancelled while it waited for its place", async () => {
  const ledger = await Deno.makeTempFile();
  {
    await using hub = new TestHub([stdio("faulty", fixture("faulty_server", "--ledger", ledger))]);
    await hub.tools("faulty");
    const many = Array.from({ length: 64 }, (_, index) => slow(hub, "many", `many ${index}`, 300));
    const abort = new AbortController();
    const cancelled = slow(hub, "many", "cancelled", 1, abort.signal);
    abort.abort();
    await assert.rejects(cancelled, (error) => error instanceof RunbyteError && error.code === "cancelled");
    await Promise.all(many);
    await slow(hub, "many", "last", 1);
    const made = (await Deno.readTextFile(ledger)).split("\n");
    assert.equal(made.filter((text) => text === "cancelled").length, 0);
    assert.equal(made.filter((text) => text === "last").length, 1);
  }
  await Deno.remove(ledger);
});

Deno.test("Hub relays the progress of a call, and asks for none where nobody listens", async () => {
  await using hub = new TestHub([stdio("faulty", fixture("faulty_server"))]);
  const told: CallProgress[] = [];
  await hub.hub.callTool({
    server: "faulty",
    tool: "echo",
    arguments: { text: "hi" },
    session: "ann",
    signal: never,
    onProgress: (progress) => told.push(progress),
  });
  assert.deepEqual(told, [{ progress: 1, total: 2, message: "begun" }]);
  await hub.text("faulty", "echo", { text: "hi" });
  // A listener that throws costs the call nothing.
  const done = hub.hub.callTool({
    server: "faulty",
    tool: "echo",
    arguments: { text: "on" },
    session: "ann",
    signal: never,
    onProgress: () => {
      throw new Error("not my day");
    },
  });
  assert.equal((await done).content[0]?.["text"], "on");
  assert.equal(told.length, 1);
});

Deno.test("Hub.reconfigure() begins, ends and replaces servers, and leaves the others alone", async () => {
  const command = fixture("faulty_server");
  const [kept, changed, gone, added] = ["kept", "changed", "gone", "added"].map((name) =>
    stdio(name, command)
  );
  assert.ok(kept && changed && gone && added);
  await using hub = new TestHub([kept, changed, gone]);
  const pids = async (...names: readonly string[]) =>
    await Promise.all(names.map((name) => hub.text(name, "pid")));
  const [keptPid, changedPid] = await pids("kept", "changed", "gone");
  const begun = Promise.withResolvers<void>();
  const call = {
    server: "gone",
    tool: "mute",
    arguments: {},
    session: "ann",
    signal: never,
    onProgress: () => begun.resolve(),
  };
  const inFlight = hub.hub.callTool(call);
  inFlight.catch(() => {});
  await begun.promise;
  // The order of keys means nothing.
  const same = Object.fromEntries(Object.entries(kept).reverse()) as typeof kept;
  const servers = [same, { ...changed, env: { MODE: "other" } }, added];
  const rejected = [{ name: "broken", reason: "it has neither command nor url" }];
  hub.hub.reconfigure({ servers, rejected, redact: (text) => text });
  await assert.rejects(
    inFlight,
    /went away during the call: the gateway closed the connection: see what the call did before you repeat it$/,
  );
  const [keptNow, changedNow] = await pids("kept", "changed", "added");
  assert.equal(keptNow, keptPid);
  assert.notEqual(changedNow, changedPid);
  assert.deepEqual(hub.hub.snapshots().map(({ name, status }) => `${name} ${status}`), [
    "added ready",
    "broken failed",
    "changed ready",
    "kept ready",
  ]);
  await assert.rejects(hub.call("gone", "pid"), /'gone' not found/);
});
