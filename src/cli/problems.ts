/**
 * What is wrong with a config, as people and programs are told it.
 *
 * @module
 */

import { formatProblem, type Problem } from "../config/problem.ts";
import type { Log } from "../log.ts";

/** How many of a config's problems are told. */
const MOST_PROBLEMS = 50;

/** Prints problems in plain words, for whoever sets Runbyte up. */
export function printProblems(problems: readonly Problem[]): void {
  for (const problem of problems.slice(0, MOST_PROBLEMS)) console.error(`runbyte: ${formatProblem(problem)}`);
  const more = problems.length - MOST_PROBLEMS;
  if (more > 0) console.error(`runbyte: and ${more} more problems of the config`);
}

/** Logs problems as events: a gateway that serves writes nothing else to stderr. */
export function logProblems(problems: readonly Problem[], log: Log): void {
  for (const { severity, path, message, file, line, column } of problems.slice(0, MOST_PROBLEMS)) {
    const level = severity === "error" ? "error" : "warn";
    log(level, "config.problem", { path, message, file, line, column });
  }
  const more = problems.length - MOST_PROBLEMS;
  if (more > 0) log("warn", "config.more-problems", { more });
}
