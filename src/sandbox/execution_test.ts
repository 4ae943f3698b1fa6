import assert from "node:assert/strict";
import { DEFAULT_LIMITS } from "../limits.ts";
import { ProgramExecution } from "./execution.ts";
import type { GuestMessage, HostMessage } from "./protocol.ts";
import type { CallReply, ToolCall } from "./run_request.ts";

const LIMIT_MS = 60;
const REPLY: CallReply = { ok: true, encoding: "json", text: "1" };
const nothing = new Uint8Array();

/** An execution whose guest the test plays. Its calls are answered when the test says so. */
function createExecution() {
  const sent: HostMessage[] = [];
  const calls: { readonly call: ToolCall; readonly answer: () => Promise<void> }[] = [];
  const stopped = Promise.withResolvers<void>();
  const execution = new ProgramExecution({
    request: {
      ...{ code: "", modules: new Map(), session: "s", signal: new AbortController().signal },
      callTool: async (call) => {
        const { promise, resolve } = Promise.withResolvers<CallReply>();
        const answered = promise.then(() => new Promise<void>((resolve) => setTimeout(resolve, 0)));
        calls.push({
          call,
          answer: () => {
            resolve(REPLY);
            return answered;
          },
        });
        return await promise;
      },
    },
    limits: { ...DEFAULT_LIMITS, executionMs: LIMIT_MS },
    log: () => {},
    guest: {
      unsentBytes: 0,
      send: (message) => {
        sent.push(message);
        if (message.kind === "stop") stopped.resolve();
      },
      ...{ kill: () => {}, pause: () => {}, resume: () => {} },
    },
  });
  execution.start();
  let count = 0;
  const take = (message: GuestMessage, payload = nothing) =>
    assert.equal(execution.take(message, payload), undefined);
  /** Has the guest call a tool, which asks a person where it is to. */
  const call = (asks: boolean) => {
    take({ kind: "call", call: ++count, server: "s", tool: "t" }, new TextEncoder().encode("{}"));
    const made = calls.at(-1);
    assert.ok(made);
    const release = asks ? made.call.hold?.() : undefined;
    return { ...made, release };
  };
  const held = () => sent.flatMap((message) => message.kind === "hold" ? [message.turn] : []).at(-1) ?? 0;
  const end = async () => {
    take({ kind: "done", end: { kind: "stopped" }, dropped: 0, unawaited: [], warnings: [] });
    assert.equal((await execution.result).outcome.kind, "timedOut");
  };
  return { execution, sent, call, take, held, stopped: stopped.promise, end };
}

const longer = () => new Promise((resolve) => setTimeout(resolve, 3 * LIMIT_MS));
const isStopped = (sent: readonly HostMessage[]) => sent.some(({ kind }) => kind === "stop");

Deno.test("ProgramExecution stops its clock when the guest waits, and lets it go on with the answer", async () => {
  const { sent, call, take, held, stopped, end, execution } = createExecution();
  const { release, answer } = call(true);
  take({ kind: "held", turn: held() });
  assert.equal(execution.isHeld, true);
  await longer();
  assert.equal(isStopped(sent), false);
  release?.();
  release?.(); // once more, which counts for nothing
  assert.equal(execution.isHeld, false);
  await answer();
  assert.deepEqual(sent.map(({ kind }) => kind), ["run", "hold", "go", "reply"]);
  await stopped;
  await end();
});

Deno.test("ProgramExecution runs its clock while the guest has not said that it waits (S-74)", async () => {
  const { call, stopped, end } = createExecution();
  call(true);
  await stopped;
  await end();
});

Deno.test("ProgramExecution runs its clock from a reply on, until the guest waits again (S-74)", async () => {
  const { sent, call, take, held, stopped, end } = createExecution();
  call(true);
  const other = call(false);
  take({ kind: "held", turn: held() });
  await longer();
  const before = held();
  await other.answer();
  assert.equal(held(), before + 1, "it is asked again");
  // What the guest said before it had the reply.
  take({ kind: "held", turn: before });
  assert.equal(isStopped(sent), false);
  await stopped;
  await end();
});

Deno.test("ProgramExecution runs its clock from a timer on, until the guest waits again (S-74)", async () => {
  const { call, take, held, stopped, end } = createExecution();
  call(true);
  take({ kind: "timer", afterMs: 2 * LIMIT_MS });
  take({ kind: "held", turn: held() });
  await stopped;
  await end();
});

Deno.test("ProgramExecution lets nobody stop its clock who does not wait for a person (S-74)", async () => {
  const { take, stopped, end } = createExecution();
  take({ kind: "held", turn: 0 });
  take({ kind: "held", turn: 1 });
  await stopped;
  await end();
});
