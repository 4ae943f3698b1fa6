/**
 * What the agent reads about one execution: the answer, or a failure that it can repair from.
 *
 * A failure says, in this order: what happened, where in the agent's own lines, which tool calls had completed (so that
 * a retry repeats no side effect), what the console holds, and what to do next. Nothing is said twice.
 *
 * @module
 */

import { codeFrame, type Diagnostic } from "../emit/diagnostic.ts";
import { programFrames, type ProgramPlace, remapAnswer, remapStacks } from "../emit/stack.ts";
import type { CallRecord, Execution } from "../outcome.ts";
import { cleanText, truncate } from "../text.ts";
import type { ContentBlock } from "./content_block.ts";
import { callNotes, listCalls } from "./call_report.ts";
import { describeEnd, NEXT } from "./end_report.ts";

/** An execution as text. */
export interface Report {
  readonly ok: boolean;
  /** The program's value as compact JSON, or the description of the failure. */
  readonly answer: string;
  /** Console output and remarks beside a value; absent when there are none. */
  readonly notes?: string;
  /** What is to be shown instead of `answer`, where the program returned more than a value. */
  readonly content?: readonly ContentBlock[];
}

/** The program behind an execution: its source, the code that was emitted for it, and the map from one to the other. */
export interface ReportedProgram {
  readonly source: string;
  readonly code: string;
  readonly map: string;
}

/** Longest message of an error shown: a tool may put a whole page into one. */
const MESSAGE_LENGTH = 4_000;

/** Tells how an execution ended. `isReadOnly` tells which calls change nothing, so that they may be repeated. */
export function reportExecution(
  execution: Execution,
  program: ReportedProgram,
  isReadOnly: (call: CallRecord) => boolean = () => false,
): Report {
  const { outcome, calls } = execution;
  const console = formatConsole(execution, program);
  const warnings = execution.warnings.map((warning) => `Note: ${cleanText(warning)}`);
  if (outcome.kind === "completed") {
    const notes = [...callNotes(calls, "completed"), ...warnings, ...console].join("\n");
    const answer = remapAnswer(outcome.json ?? "null", program);
    return { ok: true, answer, ...(notes === "" ? {} : { notes }) };
  }
  const { what, stack, place, next } = describeEnd(outcome, calls);
  const hasChanged = calls.some((call) => call.status === "completed" && !isReadOnly(call));
  return failure([
    shorten(remapStacks([what], program)[0] ?? ""),
    ...(place ? showPlace(place, program) : formatPlace(stack, program)),
    ...listCalls(calls),
    ...callNotes(calls, "failed"),
    ...warnings,
    ...console,
    sentence(`Next: ${next}`) +
    (hasChanged ? " Leave out completed calls that must not happen twice." : ""),
  ]);
}

/** Tells of a program that ended before it began: a limit, or a request that was withdrawn. */
export function reportNotRun(outcome: Exclude<Execution["outcome"], { kind: "completed" }>): Report {
  const { what, next } = describeEnd(outcome, []);
  return failure([what, notRun(next)]);
}

/** Tells why a program did not even start. */
export function reportDiagnostic(diagnostic: Diagnostic, source: string, name = "SyntaxError"): Report {
  return reportDiagnostics([diagnostic], source, name);
}

/** Tells why a program did not even start, for several faults in it; each says what was meant, where that is known. */
export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  source: string,
  name = "SyntaxError",
): Report {
  const isOnly = diagnostics.length === 1;
  const faults = diagnostics.flatMap(({ message, next, ...place }) => [
    shorten(`${name}: ${message}${isOnly || next === undefined ? "" : `: ${next}`}`),
    ...showPlace(place, { source }),
  ]);
  return failure([...faults, notRun((isOnly ? diagnostics[0]?.next : undefined) ?? NEXT.correct)]);
}

function failure(lines: readonly string[]): Report {
  return { ok: false, answer: lines.join("\n") };
}

function notRun(next: string): string {
  return `Nothing was run. ${sentence(`Next: ${next}`)}`;
}

function sentence(text: string): string {
  return /[.?!…]$/.test(text) ? text : `${text}.`;
}

function shorten(text: string): string {
  return truncate(cleanText(text), MESSAGE_LENGTH);
}

/** The frames of a stack that are the agent's, and the line of the innermost. */
function formatPlace(stack: string, program: ReportedProgram): readonly string[] {
  const frames = programFrames(stack, program);
  const [first] = frames;
  if (!first) return [];
  const lines = frames.map(({ functionName, line, column }) =>
    functionName === undefined
      ? `    at program.ts:${line}:${column}`
      : `    at ${functionName} (program.ts:${line}:${column})`
  );
  return [...lines, codeFrame(program.source, first.line, first.column)];
}

function showPlace(
  { line, column }: ProgramPlace,
  { source }: Pick<ReportedProgram, "source">,
): readonly string[] {
  return [`    at program.ts:${line}:${column}`, codeFrame(source, line, column)];
}

function formatConsole(
  { console: lines, consoleDropped: dropped }: Execution,
  program: ReportedProgram,
): readonly string[] {
  if (lines.length === 0 && dropped === 0) return [];
  const texts = remapStacks(lines.map(({ text }) => text), program);
  return [
    "Console:",
    ...lines.map(({ level }, n) =>
      (level === "log" || level === "info" ? "" : `[${level}] `) + cleanText(texts[n] ?? "")
    ),
    ...(dropped === 0 ? [] : [`(${dropped} more lines dropped: limits.consoleBytes)`]),
  ];
}
