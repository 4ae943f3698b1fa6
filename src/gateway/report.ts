/**
 * What the agent reads about one execution: the answer, or a failure that it can repair from.
 *
 * A failure says, in this order: what happened, where in the agent's own lines, which tool calls had completed (so that
 * a retry repeats no side effect), what the console holds. Nothing is said twice.
 *
 * @module
 */

import { codeFrame, type Diagnostic } from "../emit/diagnostic.ts";
import { programFrames, remapStacks } from "../emit/stack.ts";
import type { CallRecord, Execution, Outcome, ThrownError } from "../outcome.ts";
import { cleanText, truncate } from "../text.ts";

/** An execution as text. */
export interface Report {
  readonly ok: boolean;
  /** The program's value as compact JSON, or the description of the failure. */
  readonly answer: string;
  /** Console output and remarks beside a value; absent when there are none. */
  readonly notes?: string;
}

/** The program behind an execution: its source and the map from the emitted code to it. */
export interface ReportedProgram {
  readonly source: string;
  readonly map: string;
}

/** Longest message of an error shown: a tool may put a whole page into one. */
const MESSAGE_LENGTH = 4_000;

/** Completed calls listed one by one; of more, the last ones are. */
const CALLS_SHOWN = 20;

/** Tells how an execution ended. */
export function reportExecution(execution: Execution, program: ReportedProgram): Report {
  const { outcome } = execution;
  const console = formatConsole(execution, program.map);
  const warnings = execution.warnings.map((warning) => `Note: ${warning}`);
  if (outcome.kind === "completed") {
    if (outcome.json === undefined) {
      warnings.push("Note: exec() returned nothing: return the value you need.");
    }
    const notes = [...warnings, ...console].join("\n");
    return { ok: true, answer: outcome.json ?? "null", ...(notes === "" ? {} : { notes }) };
  }
  const lines = [
    ...describeFailure(outcome, program),
    ...formatCalls(execution.calls),
    // The list of calls that were still running has said it.
    ...warnings.filter((warning) => !warning.includes("had not finished when the program ended")),
    ...console,
  ];
  return { ok: false, answer: lines.join("\n") };
}

/** Tells why a program did not even start. */
export function reportDiagnostic(diagnostic: Diagnostic, source: string, name = "SyntaxError"): Report {
  const { message, line, column } = diagnostic;
  return {
    ok: false,
    answer: `${name}: ${truncate(cleanText(message), MESSAGE_LENGTH)}\n` +
      `    at program.ts:${line}:${column}\n${codeFrame(source, line, column)}\nNothing was run.`,
  };
}

function describeFailure(
  outcome: Exclude<Outcome, { kind: "completed" }>,
  program: ReportedProgram,
): string[] {
  switch (outcome.kind) {
    case "threw":
      return describeError(outcome.error, program);
    case "timedOut":
      return [
        `Timed out after ${
          outcome.limitMs / 1000
        } s (limits.executionMs, or server.timeout, in the config): ` +
        "do less in one run, or call tools in parallel with Promise.all.",
      ];
    case "outOfMemory":
      return [
        `Out of memory: the program needed more than ${
          formatBytes(outcome.limitBytes)
        } (limits.guestMemoryBytes): ` +
        "keep only the fields you need of each result.",
      ];
    case "stackOverflow":
      return [
        `Stack overflow: calls or data are nested deeper than ${
          formatBytes(outcome.limitBytes)
        } of stack allow ` +
        "(limits.stackBytes): use a loop instead of recursion.",
      ];
    case "overLimit":
      return [describeLimit(outcome)];
    case "neverSettles":
      return [
        "exec() waits for something that can never happen: no tool call, timer or other work is left that could " +
        "settle its promise. Check that every promise you make is resolved.",
      ];
    case "crashed":
      return [
        "The sandbox ended unexpectedly while it ran the program; the gateway goes on. Simplify it and try again.",
      ];
    case "cancelled":
      return ["Cancelled."];
    default:
      return outcome satisfies never;
  }
}

function describeLimit({ limit, allowed, used }: Extract<Outcome, { kind: "overLimit" }>): string {
  const counted = limit === "toolCalls" ? (n: number) => String(n) : formatBytes;
  const was = used === undefined ? "" : `, it was ${counted(used)}`;
  const words = {
    answerBytes: [`The answer is too large`, "return less: filter, pick fields, or count"],
    toolCalls: [`Too many tool calls`, "do it in several runs"],
    argumentBytes: [`The arguments of a tool call are too large`, "send less"],
    sourceBytes: [
      `The program is too large`,
      "read data through tools instead of pasting it into the source",
    ],
  }[limit];
  return `${words[0]}: at most ${counted(allowed)} (limits.${limit})${was}: ${words[1]}.`;
}

function describeError(error: ThrownError, program: ReportedProgram): string[] {
  const title = error.message === "" ? error.name : `${error.name}: ${error.message}`;
  const frames = programFrames(error.stack, program.map);
  const [first] = frames;
  return [
    truncate(cleanText(title), MESSAGE_LENGTH),
    ...frames.map(({ functionName, line, column }) =>
      functionName === undefined
        ? `    at program.ts:${line}:${column}`
        : `    at ${functionName} (program.ts:${line}:${column})`
    ),
    ...(first ? [codeFrame(program.source, first.line, first.column)] : []),
  ];
}

function formatCalls(calls: readonly CallRecord[]): string[] {
  const list = (title: string, status: CallRecord["status"]) => {
    const found = calls.filter((call) => call.status === status);
    if (found.length === 0) return [];
    const shown = found.slice(-CALLS_SHOWN).map(({ server, tool, argumentsPreview }) =>
      `- ${server}/${tool} ${argumentsPreview}`
    );
    const count = found.length > shown.length ? ` (the last ${shown.length} of ${found.length})` : "";
    return [`${title}${count}:`, ...shown];
  };
  return [
    ...list("Tool calls that had completed, do not repeat them blindly", "completed"),
    ...list("Tool calls that were still running, their effect is unknown", "running"),
  ];
}

function formatConsole({ console: lines, consoleDropped: dropped }: Execution, map: string): string[] {
  if (lines.length === 0 && dropped === 0) return [];
  const texts = remapStacks(lines.map(({ text }) => text), map);
  return [
    "Console:",
    ...lines.map(({ level }, n) =>
      (level === "log" || level === "info" ? "" : `[${level}] `) + cleanText(texts[n] ?? "")
    ),
    ...(dropped === 0 ? [] : [`(${dropped} more lines dropped: limits.consoleBytes)`]),
  ];
}

/** `128 MiB`, `192 KiB`, `17 bytes`. */
function formatBytes(bytes: number): string {
  if (bytes >= 1024 * 1024) return `${Math.round(bytes / 1024 / 1024 * 10) / 10} MiB`;
  return bytes >= 1024 ? `${Math.round(bytes / 1024)} KiB` : `${bytes} bytes`;
}
