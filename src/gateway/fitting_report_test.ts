import assert from "node:assert/strict";
import type { Execution, Outcome } from "../outcome.ts";
import { reportFitting } from "./fitting_report.ts";

function execution(outcome: Outcome, warnings: readonly string[] = []): Execution {
  return { outcome, console: [], consoleDropped: 0, calls: [], warnings, durationMs: 1 };
}

/** The report of an execution, and the execution that it was made of. */
function fitting(given: Execution, answerTokens: number) {
  const seen: Execution[] = [];
  const report = reportFitting(given, { answerTokens }, (one) => {
    seen.push(one);
    return { ok: true, answer: one.outcome.kind === "completed" ? one.outcome.json ?? "nothing" : "failure" };
  });
  return { report, seen: seen[0] };
}

Deno.test("reportFitting() passes on failures, and answers without a value, as they are", () => {
  for (const outcome of [{ kind: "cancelled" }, { kind: "completed", json: undefined }] as const) {
    const given = execution(outcome);
    assert.equal(fitting(given, 1).seen, given);
  }
});

Deno.test("reportFitting() lets the report tell of the preview, its remark first", () => {
  const json = JSON.stringify("words ".repeat(100));
  const { report, seen } = fitting(execution({ kind: "completed", json }, ["mine"]), 10);
  assert(report.answer.length <= 40);
  assert.match(seen?.warnings[0] ?? "", /this is a preview/);
  assert.equal(seen?.warnings[1], "mine");
});

Deno.test("reportFitting() adds the blocks of an answer in parts", () => {
  const parts = [{ type: "text", text: 'not "JSON' }, { type: "value", value: [1] }];
  const outcome = { kind: "completed", json: JSON.stringify(parts), form: "parts" } as const;
  const { report, seen } = fitting(execution(outcome), 1_000);
  assert.deepEqual(report, {
    ok: true,
    answer: 'not "JSON\n[1]',
    content: [{ type: "text", text: 'not "JSON' }, { type: "text", text: "[1]" }],
  });
  // What the report takes for the answer is JSON in any case.
  assert.deepEqual(seen?.outcome, { kind: "completed", json: "null" });
});
