import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { isGoneWithin, isRunning } from "../support/running.ts";
import { stdio, TestHub } from "./harness.ts";

/** A shell that stays the parent of the command: what `npx` and many wrappers are. */
function inShell({ command, args }: { command: string; args: readonly string[] }) {
  const line = [command, ...args].map((word) => `'${word}'`).join(" ");
  return { command: "sh", args: ["-c", `${line}; exit $?`] };
}

async function areRunning(pids: readonly number[]): Promise<readonly boolean[]> {
  return await Promise.all(pids.map(isRunning));
}

Deno.test("Hub.close() ends children with all that they started, side by side", async () => {
  const pids: number[] = [];
  let startedAt = 0;
  {
    await using hub = new TestHub([
      stdio("shell", inShell(fixture("env_dump"))),
      stdio("grandchild", fixture("grandchild")),
      stdio("left", fixture("grandchild", "--ends")),
      stdio("wrapped", inShell(fixture("grandchild"))),
      stdio("stubborn", fixture("ignores_sigterm")),
      stdio("stubborn-too", inShell(fixture("ignores_sigterm"))),
    ]);
    for (const name of ["grandchild", "left", "wrapped"]) {
      pids.push(...JSON.parse(await hub.text(name, "pids")));
    }
    for (const name of ["stubborn", "stubborn-too"]) pids.push(Number(await hub.text(name, "pid")));
    await hub.tools("shell");
    assert.deepEqual([...new Set(await areRunning(pids))], [true]);
    startedAt = performance.now();
  }
  assert.deepEqual([...new Set(await areRunning(pids))], [false]);
  assert.equal(pids.length, 8);
  // One that ignores everything takes 1 s; one after another the four that do not go at once would take 4.
  assert.ok(performance.now() - startedAt < 3_500);
});

Deno.test("Hub.close() ends what a stubborn child has put into another group, such as a browser", async () => {
  let pids: readonly number[] = [];
  {
    const stray = fixture("ignores_sigterm", "--stray");
    await using hub = new TestHub([stdio("plain", stray), stdio("wrapped", inShell(stray))]);
    pids = [Number(await hub.text("plain", "pid")), Number(await hub.text("wrapped", "pid"))];
    assert.deepEqual(await areRunning(pids), [true, true]);
  }
  assert.deepEqual(await areRunning(pids), [false, false]);
});

Deno.test("Hub.close() ends a child that is still connecting", async () => {
  const hub = new TestHub([stdio("never", inShell(fixture("never_answers")))]);
  await hub.hub.allSettled(100);
  const settled = hub.hub.settled("never");
  await hub.hub.close();
  await settled;
  await hub.hub.close();
});

Deno.test("Hub ends a child that did not answer in time, and says what it last wrote", async () => {
  const wrapper = { command: "sh", args: ["-c", "sleep 60 & echo $$ $! >&2; wait"] };
  await using hub = new TestHub([stdio("slow", wrapper)], { limits: { connectMs: 500 } });
  const [, pids] = /^did not answer within 0.5 s; it last wrote: (\d+ \d+)$/.exec(await hub.reason("slow")) ??
    [];
  assert.ok(pids);
  await hub.hub.close();
  assert.deepEqual(await areRunning(pids.split(" ").map(Number)), [false, false]);
});

Deno.test("Hub.killAll() ends every tree at once, without waiting", async () => {
  await using hub = new TestHub([
    stdio("wrapped", inShell(fixture("grandchild"))),
    stdio("stubborn", fixture("ignores_sigterm")),
  ]);
  const pids: readonly number[] = [
    ...JSON.parse(await hub.text("wrapped", "pids")),
    Number(await hub.text("stubborn", "pid")),
  ];
  hub.hub.killAll();
  await hub.until("wrapped", ({ status }) => status === "failed");
  await hub.until("stubborn", ({ status }) => status === "failed");
  assert.equal(await hub.reason("stubborn"), "was ended by SIGKILL");
  // Whoever does not wait hears nothing of a grandchild's end.
  for (const pid of pids) assert.ok(await isGoneWithin(pid, 3_000), `${pid} lives on`);
});

Deno.test("Hub.callTool() is refused after close()", async () => {
  const hub = new TestHub([stdio("env", fixture("env_dump"))]);
  await hub.tools("env");
  await hub.hub.close();
  await assert.rejects(hub.call("env", "env"), /shutting down/);
});
