import assert from "node:assert/strict";
import type { CallRecord } from "../outcome.ts";
import { callNotes, listCalls } from "./call_report.ts";

function call(tool: string, args: unknown, status: CallRecord["status"] = "completed"): CallRecord {
  return { server: "github", tool, argumentsPreview: JSON.stringify(args), status };
}

Deno.test("listCalls() shortens arguments, string by string", () => {
  const body = "a very long text ".repeat(20);
  assert.deepEqual(listCalls([call("create", { title: "short", body, labels: ["x"] })]), [
    "Completed tool calls:",
    '- github/create {"title":"short","body":"a very long text a very long text a very…","labels":["x"]}',
  ]);
  const [, cut = ""] = listCalls([
    { ...call("create", {}), argumentsPreview: JSON.stringify({ body }).slice(0, 90) + "…" },
  ]);
  assert.equal(cut, '- github/create {"body":"a very long text a very long text a very…"');
  const [, many = ""] = listCalls([call("create", Array.from({ length: 100 }, (_, n) => `item ${n}`))]);
  assert(many.length < 190 && many.endsWith("…"));
});

Deno.test("listCalls() tells equal calls in a row once", () => {
  const calls = [call("a", {}), call("b", {}), call("b", {}), call("b", {}), call("a", {})];
  assert.deepEqual(listCalls(calls).slice(1), ["- github/a {}", "- github/b {} (3 times)", "- github/a {}"]);
  const loop = Array.from({ length: 5_000 }, () => call("a", {}));
  assert.deepEqual(listCalls(loop), ["Completed tool calls:", "- github/a {} (5000 times)"]);
});

Deno.test("listCalls() keeps completed and running calls apart, and leaves out failed ones", () => {
  assert.deepEqual(listCalls([call("a", {}), call("b", {}, "failed"), call("c", {}, "running")]), [
    "Completed tool calls:",
    "- github/a {}",
    "Tool calls still running, effect unknown:",
    "- github/c {}",
  ]);
  assert.deepEqual(listCalls([call("b", {}, "failed")]), []);
});

Deno.test("listCalls() is quick with hostile arguments", () => {
  const start = performance.now();
  for (const text of ['"', "\\", '"a', "a"]) {
    listCalls([{ ...call("a", {}), argumentsPreview: text.repeat(1_000) }]);
  }
  assert(performance.now() - start < 200);
});

Deno.test("callNotes() names the tools of calls that nobody awaited", () => {
  const calls = Array.from({ length: 8 }, (_, n) => call(`t${n}`, {}, "running"));
  assert.match(
    callNotes(calls, "completed")[0] ?? "",
    /^Note: github\/t0, .*, github\/t4 and 3 more had not finished/,
  );
  assert.deepEqual(callNotes(calls, "failed"), []);
  assert.equal(callNotes([{ ...call("a", {}), isUnawaited: true }], "failed").length, 1);
});
