/**
 * A fault in the agent's own text, with its place.
 *
 * @module
 */

/** A message about one place in a program. */
export interface Diagnostic {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** Widest piece of a source line shown: programs may be one line of 100 kB. */
const FRAME_WIDTH = 100;

/**
 * Shows one place of a program: the line with its number, and a caret below.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(codeFrame("const a = b.c.d;", 1, 15), "1 | const a = b.c.d;\n  |               ^");
 * ```
 */
export function codeFrame(source: string, line: number, column: number): string {
  const text = (source.split(/\r\n|[\n\r\u2028\u2029]/)[line - 1] ?? "").replaceAll("\t", " ");
  const start = column > FRAME_WIDTH - 20 ? column - FRAME_WIDTH / 2 : 0;
  const shown = text.slice(start, start + FRAME_WIDTH).toWellFormed();
  const gutter = `${line} | `;
  const caret = Math.max(0, Math.min(column - 1, text.length) - start);
  return `${gutter}${shown}\n${" ".repeat(gutter.length - 2)}| ${" ".repeat(caret)}^`;
}
