/**
 * Errors about a value that is not what the program took it for: most often what a tool resolved to.
 *
 * @module
 */

import { sourceLines } from "../emit/diagnostic.ts";
import { type ProgramFrame, programFrames } from "../emit/stack.ts";
import type { CallRecord, ThrownError } from "../outcome.ts";
import { IDENTIFIER } from "./bindings.ts";
import { expressionAt } from "./missing_member.ts";
import type { ReportedProgram } from "./report.ts";

/** What the engine says of them. */
const ABOUT_VALUE =
  /^(?:not a function|cannot (?:read|set) property(?: '.*')? of (?:undefined|null)|value is not iterable|cannot convert to object)$/;

/** What other clients wrap around a result. */
const WRAPPER = /\.\s*(?:data|content|structuredContent|result|body)\b/;

const UNWRAPPED =
  "a tool resolves to its result itself, with no .data or .content around it; log it to see its fields";

const PARSED = "a tool's result is parsed already where it is JSON, so use it as it is";

/**
 * Returns the error with the expression it is about and a hint, for a program that called tools; as it is where it is about
 * something else.
 */
export function explainValue(
  error: ThrownError,
  program: ReportedProgram,
  calls: readonly CallRecord[],
): ThrownError {
  const [frame] = programFrames(error.stack, program);
  if (!frame) return error;
  if (error.name === "SyntaxError") {
    const isParse = calls.length > 0 && /\bJSON\s*\.\s*parse\b/.test(around(program.source, frame));
    return isParse ? { ...error, hint: PARSED } : error;
  }
  if (error.name !== "TypeError" || !ABOUT_VALUE.test(error.message)) return error;
  const parameter = parameterAt(program.source, frame);
  if (parameter !== undefined) return { ...error, hint: NO_ARGUMENTS };
  return {
    ...error,
    message: nameSubject(error.message, expressionAt(program.source, frame)),
    hint: error.hint ?? hintAt(around(program.source, frame), calls),
  };
}

const NO_ARGUMENTS = "exec() gets no arguments, so import the tools that it needs";

/** The parameters of `exec`. */
const EXEC = new RegExp(
  String.raw`\bexec\s*(?:=\s*(?:async\s*)?)?\(\s*(?:(${IDENTIFIER})|(\{))`,
  "u",
);

/** Returns the parameter of `exec` that an error is about: nobody gives it one. A pattern is told by its line. */
function parameterAt(source: string, frame: ProgramFrame): string | undefined {
  const match = EXEC.exec(source);
  if (!match || frame.functionName !== "exec") return undefined;
  const [, name, pattern] = match;
  if (name !== undefined) {
    const expression = expressionAt(source, frame) ?? "";
    return expression === name || /^[.?[]/.test(expression.slice(name.length)) && expression.startsWith(name)
      ? name
      : undefined;
  }
  return pattern !== undefined && sourceLines(source.slice(0, match.index)).length === frame.line
    ? pattern
    : undefined;
}

function hintAt(line: string, calls: readonly CallRecord[]): string {
  const lost = calls.find(({ isUnawaited }) => isUnawaited === true);
  if (lost !== undefined) return `await the call of ${lost.server}/${lost.tool}`;
  if (WRAPPER.test(line) && calls.length > 0) return UNWRAPPED;
  return "log the value to see what it is";
}

function nameSubject(message: string, expression: string | undefined): string {
  return message === "not a function" && expression !== undefined
    ? `${expression} is not a function`
    : message;
}

/** Longest piece of a line that is looked at, in UTF-16 code units. */
const AROUND = 100;

function around(source: string, { line, column }: ProgramFrame): string {
  return (sourceLines(source)[line - 1] ?? "").slice(Math.max(0, column - AROUND), column + AROUND);
}
