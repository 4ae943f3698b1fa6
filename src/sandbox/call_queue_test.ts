import assert from "node:assert/strict";
import { RunbyteError } from "../errors.ts";
import type { CallRecord } from "../outcome.ts";
import { CallQueue } from "./call_queue.ts";
import type { CallReply, ToolCall } from "./run_request.ts";

const OK: CallReply = { ok: true, encoding: "json", text: "{}" };

/** A queue whose calls wait until the test answers them. */
function createQueue(concurrent: number) {
  const open: { call: ToolCall; answer: PromiseWithResolvers<CallReply> }[] = [];
  const replies: [number, CallReply][] = [];
  const events: CallRecord[] = [];
  const logged: string[] = [];
  const queue = new CallQueue({
    callTool: (call) => {
      const answer = Promise.withResolvers<CallReply>();
      open.push({ call, answer });
      return answer.promise;
    },
    concurrent,
    log: (_, event) => logged.push(event),
    onReply: (call, reply) => replies.push([call, reply]),
    onCall: (record) => events.push(record),
  });
  /** Settles call number `index` in order of start and lets its consequences happen. */
  const settle = async (index: number, work: (answer: PromiseWithResolvers<CallReply>) => void) => {
    const entry = open[index];
    assert.ok(entry);
    work(entry.answer);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { queue, open, replies, events, logged, settle };
}

Deno.test("CallQueue.add() runs so many calls at a time, in order", async () => {
  const { queue, open, replies, settle } = createQueue(2);
  for (const tool of ["a", "b", "c", "d"]) queue.add("s", tool, "{}");
  assert.deepEqual(open.map(({ call }) => call.tool), ["a", "b"]);
  await settle(1, (answer) => answer.resolve(OK));
  assert.deepEqual(open.map(({ call }) => call.tool), ["a", "b", "c"]);
  await settle(0, (answer) => answer.resolve(OK));
  assert.deepEqual(open.map(({ call }) => call.tool), ["a", "b", "c", "d"]);
  assert.deepEqual(replies.map(([call]) => call), [2, 1]);
  assert.deepEqual(queue.records().map(({ status }) => status), [
    "completed",
    "completed",
    "running",
    "running",
  ]);
});

Deno.test("CallQueue.add() turns a rejection into a failed reply", async () => {
  const { queue, replies, logged, settle } = createQueue(5);
  queue.add("s", "foreseen", "{}");
  queue.add("s", "unforeseen", "{}");
  await settle(0, (answer) => answer.reject(new RunbyteError("unavailable", "server is down")));
  await settle(1, (answer) => answer.reject(new Error("/home/secret")));
  assert.deepEqual(replies[0], [1, { ok: false, message: "server is down" }]);
  assert.match(JSON.stringify(replies[1]), /Internal error: see the gateway log/);
  assert.doesNotMatch(JSON.stringify(replies), /secret/);
  assert.deepEqual(logged, ["sandbox.call-failed"]);
});

Deno.test("CallQueue.close() aborts running calls, starts none and keeps silent", async () => {
  const { queue, open, replies, events, settle } = createQueue(1);
  queue.add("s", "a", "{}");
  queue.add("s", "b", "{}");
  queue.close();
  assert.equal(open[0]?.call.signal.aborted, true);
  await settle(0, (answer) => answer.resolve(OK));
  assert.equal(open.length, 1);
  assert.deepEqual(replies, []);
  assert.deepEqual(events.map(({ status }) => status), ["running"]);
});

Deno.test("CallQueue.records() tells of running and of unawaited calls", async () => {
  const { queue, settle } = createQueue(5);
  for (const tool of ["a", "b", "c"]) queue.add("s", tool, "{}");
  await settle(0, (answer) => answer.resolve(OK));
  await settle(1, (answer) => answer.resolve(OK));
  const told = queue.records([1, 3]).map((
    { tool, status, isUnawaited = false },
  ) => [tool, status, isUnawaited]);
  assert.deepEqual(told, [["a", "completed", true], ["b", "completed", false], ["c", "running", true]]);
});

Deno.test("CallQueue.records() shortens long arguments", () => {
  const { queue } = createQueue(1);
  queue.add("s", "a", JSON.stringify({ text: "x".repeat(2_000) }));
  const preview = queue.records()[0]?.argumentsPreview ?? "";
  assert.equal(preview.length, 1_000);
  assert.ok(preview.endsWith("…"));
});
