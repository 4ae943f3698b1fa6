import assert from "node:assert/strict";
import { DEFAULT_LIMITS } from "../limits.ts";
import type { Outcome } from "../outcome.ts";
import { readGuestEnd } from "./guest_end.ts";
import type { GuestEnd } from "./protocol.ts";

const LIMITS = { ...DEFAULT_LIMITS, answerBytes: 20 };

function read(end: GuestEnd, payload: string, stopped?: Outcome) {
  return readGuestEnd(end, new TextEncoder().encode(payload), { limits: LIMITS, timeoutMs: 500, stopped });
}

Deno.test("readGuestEnd() reads an answer, and one of undefined", () => {
  assert.deepEqual(read({ kind: "completed" }, '{"a":1}'), {
    ok: true,
    outcome: { kind: "completed", json: '{"a":1}' },
    value: { a: 1 },
  });
  assert.deepEqual(read({ kind: "completed", form: "parts" }, ""), {
    ok: true,
    outcome: { kind: "completed", json: undefined, form: "parts" },
    value: undefined,
  });
});

Deno.test("readGuestEnd() refuses what an honest guest does not say", () => {
  const lies: readonly (readonly [GuestEnd, string, string])[] = [
    [{ kind: "completed" }, `"${"x".repeat(20)}"`, "a larger answer than is allowed"],
    [{ kind: "completed" }, "{", "an answer that is not JSON"],
    [{ kind: "threw" }, "", "a malformed error"],
    [{ kind: "threw" }, '{"name":"Error","message":1,"stack":""}', "a malformed error"],
    [{ kind: "stopped" }, "", "'stopped' without being asked to"],
  ];
  for (const [end, payload, reason] of lies) {
    assert.deepEqual(read(end, payload), { ok: false, reason });
  }
});

Deno.test("readGuestEnd() takes limits from the host, and a place from the guest where it names one", () => {
  const place = JSON.stringify({ name: "Error", message: "", stack: "    at exec (/program.ts:3:9)" });
  assert.deepEqual(read({ kind: "timedOut" }, place), {
    ok: true,
    outcome: { kind: "timedOut", limitMs: 500, stack: "    at exec (/program.ts:3:9)" },
  });
  assert.deepEqual(read({ kind: "outOfMemory" }, "no JSON"), {
    ok: true,
    outcome: { kind: "outOfMemory", limitBytes: LIMITS.guestMemoryBytes },
  });
  assert.deepEqual(read({ kind: "overLimit", limit: "toolCalls", used: 7 }, ""), {
    ok: true,
    outcome: { kind: "overLimit", limit: "toolCalls", allowed: LIMITS.toolCalls, used: 7 },
  });
});

Deno.test("readGuestEnd() returns why the program was stopped", () => {
  assert.deepEqual(read({ kind: "stopped" }, "", { kind: "cancelled" }), {
    ok: true,
    outcome: { kind: "cancelled" },
  });
});

Deno.test("readGuestEnd() cuts the texts of errors", () => {
  const long = "x".repeat(20_000);
  const thrown = { name: long, message: long, stack: long, hint: long, tool: { server: long, tool: long } };
  const cut = "x".repeat(10_000);
  assert.deepEqual(read({ kind: "threw" }, JSON.stringify(thrown)), {
    ok: true,
    outcome: {
      kind: "threw",
      error: { name: cut, message: cut, stack: cut, hint: cut, tool: { server: cut, tool: cut } },
    },
  });
  const trapped = read({ kind: "trapped" }, long);
  assert.ok(trapped.ok && trapped.outcome.kind === "crashed" && trapped.outcome.detail.length < 1_100);
});
