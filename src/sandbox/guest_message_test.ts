import assert from "node:assert/strict";
import { parseGuestMessage } from "./guest_message.ts";
import type { GuestMessage } from "./protocol.ts";

const DONE = {
  kind: "done",
  end: { kind: "completed" },
  dropped: 0,
  unawaited: [1, 2],
  warnings: ["careful"],
};

Deno.test("parseGuestMessage() accepts every kind of message", () => {
  const messages: GuestMessage[] = [
    { kind: "ready", rssBytes: 5 },
    { kind: "console", level: "warn" },
    { kind: "dropped", lines: 3 },
    { kind: "call", call: 1, server: "github", tool: "get_me" },
    { kind: "timer", afterMs: 0.5 },
    { kind: "held", turn: 2 },
    {
      kind: "done",
      end: { kind: "overLimit", limit: "toolCalls", used: 3 },
      dropped: 0,
      unawaited: [],
      warnings: [],
    },
    { ...DONE, kind: "done", end: { kind: "completed", form: "parts" } },
    { kind: "done", end: { kind: "threw" }, dropped: 1, unawaited: [4], warnings: ["x"] },
  ];
  for (const message of messages) assert.deepEqual(parseGuestMessage({ ...message }), { ok: true, message });
});

Deno.test("parseGuestMessage() leaves out fields that no message has", () => {
  const done = parseGuestMessage({ ...DONE, end: { kind: "completed", form: "page", more: 1 } });
  assert.deepEqual(done, { ok: true, message: DONE });
  const parsed = parseGuestMessage({ kind: "ready", rssBytes: 1, __proto__x: 1, more: {} });
  assert.deepEqual(parsed, { ok: true, message: { kind: "ready", rssBytes: 1 } });
});

Deno.test("parseGuestMessage() refuses what is malformed, without an exception", () => {
  const malformed: Record<string, unknown>[] = [
    {},
    { kind: "engine" },
    { kind: { toString: 1, valueOf: 1 } },
    JSON.parse('{"kind":{"toString":1,"valueOf":1,"__proto__":null}}'),
    { kind: "ready" },
    { kind: "ready", rssBytes: -1 },
    { kind: "ready", rssBytes: 1e300 },
    { kind: "console", level: "fatal" },
    { kind: "dropped", lines: 0.5 },
    { kind: "call", call: "1", server: "a", tool: "b" },
    { kind: "call", call: 1, server: "", tool: "b" },
    { kind: "call", call: 1, server: "a", tool: "b".repeat(1_025) },
    { kind: "timer", afterMs: -1 },
    { kind: "timer", afterMs: null },
    { ...DONE, end: undefined },
    { ...DONE, end: "completed" },
    { ...DONE, end: { kind: "exploded" } },
    { ...DONE, end: { kind: "overLimit", limit: "executionMs", used: 1 } },
    { ...DONE, end: { kind: "overLimit", limit: "toolCalls", used: "many" } },
    { ...DONE, unawaited: Array(101).fill(1) },
    { ...DONE, unawaited: ["1"] },
    { ...DONE, warnings: Array(21).fill("x") },
    { ...DONE, warnings: ["x".repeat(401)] },
    { ...DONE, dropped: undefined },
  ];
  for (const header of malformed) {
    const parsed = parseGuestMessage(header);
    assert.equal(parsed.ok, false, JSON.stringify(header));
    assert.match(parsed.ok ? "" : parsed.reason, /^a malformed message of kind /);
  }
  assert.equal(parseGuestMessage(DONE).ok, true);
});
