/**
 * Servers of every transport that are killed in the middle of 100 parallel calls.
 *
 * @module
 */

import assert from "node:assert/strict";
import { type SeenRequest, startRemote } from "../fixtures/fixtures.ts";
import { remote } from "../hub/harness.ts";
import { assertIdle, type CallsEnd, FaultHub, texts } from "./fault_hub.ts";

const WENT_AWAY =
  /^the server went away during the call: .+: see what the call did before you repeat it; it is/;

/** What 100 calls may end like when their server was killed with 64 of them in its hands. */
function assertKilled({ answered, failures }: CallsEnd, given: readonly string[]): void {
  assert.equal(answered.length + failures.length, 100);
  assert.equal(new Set(answered).size, answered.length);
  assert.ok(answered.every((text) => given.includes(text)));
  assert.ok(failures.length >= 32, `only ${failures.length} failed`);
  for (const failure of failures) assert.match(failure, WENT_AWAY);
  // Those that had no place yet wait for the server to come back, and are made then.
  assert.ok(answered.length >= 36, `only ${answered.length} were answered`);
}

/** Resolves when so many calls have begun. */
function counter(wanted: number) {
  const reached = Promise.withResolvers<void>();
  return { reached: reached.promise, count: (begun: number) => begun >= wanted && reached.resolve() };
}

for (const kind of ["a child", "a child of a shell", "a shell around a server"] as const) {
  Deno.test(`kill -9 of ${kind} in the middle of 100 calls`, async () => {
    await using faults = await FaultHub.open((marked) => [
      kind === "a child"
        ? marked.fixture("killed", "faulty_server")
        : marked.wrapped("killed", "faulty_server"),
    ]);
    const pid = Number(await faults.hub.text("killed", "pid"));
    await faults.pids();
    const victim = kind === "a shell around a server" ? await parentOf(pid) : pid;
    const given = texts(100);
    const { reached, count } = counter(64);
    const calls = faults.calls("killed", "slow", given, { ms: 3_000 }, count);
    await reached;
    Deno.kill(victim, "SIGKILL");
    assertKilled(await calls, given);
    await faults.assertRecovers("killed");
    await faults.assertNothingTwice();
    assert.match(
      String(faults.logged("hub.lost")[0]?.["reason"]),
      kind === "a child of a shell" ? /exited with code 137/ : /was ended by SIGKILL/,
    );
    assert.notEqual(Number(await faults.hub.text("killed", "pid")), pid);
  });
}

async function parentOf(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "ppid=", "-p", String(pid)] }).output();
  return Number(new TextDecoder().decode(stdout));
}

for (const [file, type] of [["http_server", "http"], ["sse_server", "sse"]] as const) {
  Deno.test(`kill -9 of a server over ${type} in the middle of 100 calls`, async () => {
    const first = await startRemote(file);
    await using faults = await FaultHub.open(() => [remote("killed", type, first.url)]);
    await faults.hub.tools("killed");
    const isCall = ({ method, asked }: SeenRequest) =>
      type === "http" ? asked === "tools/call" : method === "POST";
    const reached = Promise.withResolvers<void>();
    let begun = 0;
    first.onRequest((request) => isCall(request) && ++begun >= 64 && reached.resolve());
    const calls = Promise.allSettled(
      Array.from({ length: 100 }, () => faults.hub.text("killed", "sleep", { ms: 3_000 })),
    );
    await reached.promise;
    await first.close();
    // On the same port, while the first attempts to connect again may be under way.
    await using second = await startRemote(file, "--port", new URL(first.url).port);
    const ends = await calls;
    const answered = ends.filter(({ status }) => status === "fulfilled").length;
    const failures = ends.flatMap((end) => end.status === "rejected" ? [String(end.reason.message)] : []);
    // What was being sent when the server died counts as sent.
    assert.ok(answered >= 20, `only ${answered} were answered: ${failures[0]}`);
    assert.ok(failures.length >= 32);
    for (const failure of failures) assert.match(failure, WENT_AWAY);
    const made = begun + second.seen().filter(isCall).length;
    if (type === "http") assert.ok(made <= 100, `${made} calls were made`);
    await faults.hub.text("killed", "echo", { text: "recovered" });
    await assertIdle();
  });
}
