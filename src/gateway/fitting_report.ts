/**
 * The report of an execution, with an answer that fits into the agent's context.
 *
 * @module
 */

import type { Json } from "../json.ts";
import type { Limits } from "../limits.ts";
import type { Execution } from "../outcome.ts";
import { type Answer, makeAnswer } from "./answer.ts";
import type { Report } from "./report.ts";

/** Makes the answer of a completed program fit, and lets `report` tell of the execution with it. */
export function reportFitting(
  execution: Execution,
  limits: Pick<Limits, "answerTokens">,
  report: (execution: Execution) => Report,
): Report {
  const answer = answerOf(execution, limits.answerTokens);
  if (answer === undefined) return report(execution);
  const { text, content, remarks } = answer;
  const warnings = [...remarks, ...execution.warnings];
  // The texts of blocks are no JSON, which is what a value's answer is taken for.
  const json = content === undefined ? text : "null";
  const told = report({ ...execution, outcome: { kind: "completed", json }, warnings });
  return content === undefined ? told : { ...told, answer: text, content };
}

function answerOf({ outcome, value }: Execution, tokens: number): Answer | undefined {
  if (outcome.kind !== "completed" || outcome.json === undefined) return undefined;
  return makeAnswer({
    json: outcome.json,
    ...(value === undefined ? {} : { value: value as Json }), // it came out of JSON.parse
    isParts: outcome.form === "parts",
  }, tokens);
}
