/**
 * What a scenario's checks come to, given which of them are known to fail.
 *
 * @module
 */

import type { Check } from "./results.ts";
import type { Revision } from "./suite.ts";

/** A scenario that is known to fail, and in what. Whoever mends it takes the entry away. */
export interface ExpectedFailure {
  readonly scenario: string;
  readonly revision: Revision;
  /** The ids of the checks that fail. All others must pass. */
  readonly checks: readonly string[];
  readonly reason: string;
}

/** What is wrong with a scenario's result; nothing, when it is as it should be. */
export function problemsOf(
  checks: readonly Check[] | undefined,
  expected: ExpectedFailure | undefined,
): readonly string[] {
  if (checks === undefined) return ["it did not run"];
  const known = new Set(expected?.checks);
  const failed = checks.filter(isFailure);
  const problems = failed.filter(({ id }) => !known.has(id)).map(({ id, name, errorMessage, description }) =>
    `${id} (${name}) failed: ${errorMessage ?? description}`
  );
  for (const id of known) {
    if (failed.some((check) => check.id === id)) continue;
    problems.push(`${id} is expected to fail and does not: take it out of the list of expected failures`);
  }
  if (problems.length === 0 && !checks.some(({ status }) => status === "SUCCESS" || status === "FAILURE")) {
    problems.push("nothing was checked");
  }
  return problems;
}

/** The suite counts a warning (a SHOULD that is not followed) as a failure too. */
function isFailure({ status }: Check): boolean {
  return status === "FAILURE" || status === "WARNING";
}

/** A scenario's line in a report: `12 passed, 1 skipped`. */
export function countChecks(checks: readonly Check[]): string {
  const counts = new Map<string, number>();
  for (const { status } of checks) counts.set(status, (counts.get(status) ?? 0) + 1);
  const words = { SUCCESS: "passed", FAILURE: "failed", WARNING: "warned", SKIPPED: "skipped" };
  return Object.entries(words)
    .flatMap(([status, word]) => counts.has(status) ? [`${counts.get(status)} ${word}`] : [])
    .join(", ") || "nothing checked";
}
