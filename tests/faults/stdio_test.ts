/**
 * Faults of a server behind pipes, one after another.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { TestHubOptions } from "../hub/harness.ts";
import { FaultHub, texts } from "./fault_hub.ts";

function open(options: TestHubOptions = {}): Promise<FaultHub> {
  return FaultHub.open((marked) => [marked.fixture("faulty", "faulty_server")], options);
}

Deno.test("A server that stops reading is started again; its calls fail, those that come meanwhile wait", async () => {
  await using faults = await open({ limits: { toolCallMs: 1_000 } });
  const { hub } = faults;
  await hub.tools("faulty");
  const stuck = hub.call("faulty", "stop_reading");
  // The pipe of a child takes 64 KiB; what is above it is never written.
  const waiting = faults.calls("faulty", "echo", texts(40), { padding: "x".repeat(100_000) });
  await assert.rejects(stuck, /^RunbyteError: no answer within 1 s: it may still be at work/);
  const { failures, answered } = await waiting;
  assert.equal(failures.length + answered.length, 40);
  for (const failure of failures) assert.match(failure, /^no answer within 1 s|went away during the call/);
  await hub.until("faulty", ({ status }) => status === "failed");
  const [lost] = faults.logged("hub.lost");
  assert.match(String(lost?.["reason"]), /did not answer a call, nor anything for another 10 s/);
  await faults.assertRecovers("faulty");
  await faults.assertNothingTwice();
});

Deno.test("A server that is only slow is not started again", async () => {
  await using faults = await open({ limits: { toolCallMs: 500 } });
  const { hub } = faults;
  const pid = await hub.text("faulty", "pid");
  await assert.rejects(hub.call("faulty", "mute"), /no answer within 0.5 s/);
  await faults.assertRecovers("faulty");
  assert.equal(await hub.text("faulty", "pid"), pid);
});

Deno.test("A server that hangs is found out though the programs that call it give up sooner", async () => {
  await using faults = await open();
  const { hub } = faults;
  const pid = await hub.text("faulty", "pid");
  const given = AbortSignal.timeout(5_500); // a program's deadline
  await assert.rejects(hub.call("faulty", "stop_reading", {}, given), /the call was cancelled/);
  await faults.assertRecovers("faulty");
  assert.notEqual(await hub.text("faulty", "pid"), pid);
  assert.match(String(faults.logged("hub.lost")[0]?.["reason"]), /nor anything for another 10 s/);
});

Deno.test("A server that floods stdout with junk is read past it", async () => {
  await using faults = await open();
  const { hub } = faults;
  const pid = await hub.text("faulty", "pid");
  assert.equal(await hub.text("faulty", "junk", { text: "clean", times: 1 }), "clean");
  assert.equal(faults.logged("hub.junk-on-stdout").length, 1);
  await faults.assertRecovers("faulty");
  assert.equal(await hub.text("faulty", "pid"), pid);
});

for (const tool of ["endless_junk", "endless_line"]) {
  Deno.test(`A server that floods stdout and does not stop is ended (${tool})`, async () => {
    await using faults = await open({ limits: { downstreamMessageBytes: 4 * 1024 * 1024 } });
    const { hub } = faults;
    await hub.tools("faulty");
    await assert.rejects(hub.call("faulty", tool), /went away during the call: floods its stdout/);
    await faults.assertRecovers("faulty");
  });
}

Deno.test("A result of 200 MB fails its own call alone", async () => {
  await using faults = await FaultHub.open((marked) => [marked.fixture("big", "big_result")]);
  const { hub } = faults;
  await hub.tools("big");
  const big = hub.call("big", "big", { megabytes: 200 });
  const small = hub.text("big", "small");
  await assert.rejects(big, /^RunbyteError: the answer has 191 MiB, above the limit of 64 MiB: ask for less/);
  assert.equal(await small, "small");
  assert.equal(faults.logged("hub.lost").length, 0);
  assert.equal(await hub.text("big", "small"), "small");
});

Deno.test("A server that answers twice is heard once, and no other call gets the second answer", async () => {
  await using faults = await open();
  const [first, ...others] = texts(100);
  const twice = faults.calls("faulty", "twice", [first ?? ""]);
  const echoed = faults.calls("faulty", "echo", others);
  assert.deepEqual((await twice).answered, [first]);
  assert.equal((await echoed).answered.length, 99);
  await faults.assertRecovers("faulty");
  await faults.assertNothingTwice();
});

Deno.test("An answer with a wrong id is nobody's: its call times out, the others are answered", async () => {
  await using faults = await open({ limits: { toolCallMs: 1_500 } });
  await faults.hub.tools("faulty");
  const wrong = faults.hub.call("faulty", "wrong_id");
  const echoed = faults.calls("faulty", "echo", texts(20));
  assert.equal((await echoed).answered.length, 20);
  await assert.rejects(wrong, /no answer within 1.5 s/);
  await faults.assertRecovers("faulty");
  assert.equal(faults.logged("hub.lost").length, 0);
});

for (const [tool, server] of [["half", "fixture"], ["half_open", "shell"]] as const) {
  Deno.test(`A server that ends in the middle of a message fails the calls in flight (${tool})`, async () => {
    await using faults = await FaultHub.open((marked) => [
      server === "shell" ? marked.shell("faulty") : marked.fixture("faulty", "faulty_server"),
    ]);
    const { hub } = faults;
    await hub.tools("faulty");
    const mute = hub.call("faulty", "mute");
    const half = hub.call("faulty", tool);
    for (const call of [mute, half]) {
      await assert.rejects(
        call,
        /went away during the call: (exited with code 0|closed its stdout): see what/,
      );
    }
    await faults.assertRecovers("faulty");
  });
}

Deno.test("A server that closes its stdin and lives on gets no call, and is started again for those to come", async () => {
  await using faults = await FaultHub.open((marked) => [marked.shell("faulty")]);
  const { hub } = faults;
  const pid = await hub.text("faulty", "pid");
  assert.equal(await hub.text("faulty", "close_stdin", { text: "closed" }), "closed");
  const given = texts(30);
  const { answered } = await faults.calls("faulty", "echo", given);
  assert.deepEqual([...answered].sort(), [...given].sort());
  assert.notEqual(await hub.text("faulty", "pid"), pid);
  await faults.assertRecovers("faulty");
  await faults.assertNothingTwice();
});
