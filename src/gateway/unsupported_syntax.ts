/**
 * Syntax that the compiler knows and the engine does not.
 *
 * @module
 */

import { type Diagnostic, sourceLines } from "../emit/diagnostic.ts";
import { programFrames } from "../emit/stack.ts";
import type { Outcome } from "../outcome.ts";
import type { ReportedProgram } from "./report.ts";

/**
 * The diagnostic of a declaration with `using`, a decorator or an accessor field, or `undefined` when the program ended otherwise. The
 * engine reads a whole program before it runs a line of it, so nothing has happened.
 */
export function explainUnsupported(
  outcome: Outcome,
  program: ReportedProgram,
): Diagnostic | undefined {
  if (outcome.kind !== "threw" || outcome.error.name !== "SyntaxError") return undefined;
  const [place, ...more] = programFrames(outcome.error.stack, program);
  if (!place || place.functionName !== undefined || more.length > 0) return undefined;
  const { line, column } = place;
  const text = sourceLines(program.source)[line - 1] ?? "";
  if (text[column - 1] === "@") {
    return {
      message: "decorators are not supported",
      next: "call the function yourself, as in A = decorate(A)",
      line,
      column,
    };
  }
  const before = text.slice(0, column - 1);
  const using = /(?:\bawait\s+)?\busing\s+$/.exec(before) ??
    (/^(?:await\s+)?using\s+[\p{ID_Start}$_]/u.test(text.slice(column - 1))
      ? { index: column - 1 }
      : undefined);
  if (using) {
    return {
      message: "declarations with 'using' are not supported",
      next: "write const, and clean up in try { … } finally { … }",
      line,
      column: using.index + 1,
    };
  }
  return /\baccessor\s+$/.test(before)
    ? { message: "accessor fields are not supported", next: "write a getter and a setter", line, column }
    : undefined;
}
