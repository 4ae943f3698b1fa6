/**
 * What a hostile program's answer is held against.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { Answer } from "../support/runbyte.ts";

/** How each outcome begins in the agent's text. */
const OUTCOMES: Readonly<Record<string, RegExp>> = {
  timedOut: /^Timed out after [\d.]+ s/,
  outOfMemory: /^Out of memory: /,
  stackOverflow: /^Stack overflow: /,
  overLimit:
    /^(The answer is too large|Too many tool calls|The arguments of a tool call are too large|The program is too large): /,
  neverSettles: /^exec\(\) waits for something that can never happen/,
};

/**
 * Asserts that an answer is one that a case expects.
 *
 * @throws AssertionError with the beginning of the answer and the end of the gateway's log.
 */
export function assertExpected(answer: Answer, expect: string, log: () => string): void {
  const shown = `${answer.text}\n${answer.notes ?? ""}`.slice(0, 2_000) + log().slice(-2_000);
  assert.ok(isExpected(answer, expect), `expected ${expect}, not\n${shown}`);
}

/**
 * Whether an answer is one that a case expects: alternatives divided by ` | `, each an outcome, `completed` (with
 * whatever value), `= JSON` (completed with exactly this) or `/regexp/` (found in a failure's text, or in a value with
 * its notes).
 */
export function isExpected(answer: Answer, expect: string): boolean {
  return expect.split(" | ").some((one) => {
    if (one === "completed") return !answer.isError;
    if (one.startsWith("= ")) return !answer.isError && answer.text === one.slice(2);
    const pattern = one.startsWith("/") ? toPattern(one) : OUTCOMES[one];
    if (pattern === undefined) throw new Error(`no outcome is called '${one}'`);
    return pattern.test(`${answer.text}\n${answer.notes ?? ""}`);
  });
}

function toPattern(text: string): RegExp {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(text) ?? [];
  if (source === undefined) throw new Error(`not a regular expression: ${text}`);
  return new RegExp(source, flags);
}
