/**
 * A fault in the agent's own text, with its place.
 *
 * @module
 */

import { cellsOf } from "./cells.ts";

/** A message about one place in a program. */
export interface Diagnostic {
  /** What is wrong. */
  readonly message: string;
  /** What to do instead, where that is known: `did you mean 'x'?`. */
  readonly next?: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
}

/** Widest piece of a source line shown: programs may be one line of 100 kB. */
const FRAME_WIDTH = 100;

/** Where the place is in a piece of a line that is too long. */
const FRAME_BEFORE = 60;

/** What ends a line for the compiler and the engine. (U+2028 does for the language, but not for their positions.) */
const LINE_END = /\r\n|\n|\r/;

/** What shows nothing, or would move other characters around. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Returns a program's lines, without their ends. */
export function sourceLines(source: string): readonly string[] {
  return source.split(LINE_END);
}

/**
 * Shows one place of a program: the line with its number, and a caret below. Of a long line it is the piece around the
 * place.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.equal(codeFrame("const a = b.c.d;", 1, 15), "1 | const a = b.c.d;\n  |               ^");
 * ```
 */
export function codeFrame(source: string, line: number, column: number): string {
  const text = sourceLines(source)[line - 1] ?? "";
  const place = Math.max(0, Math.min(column - 1, text.length));
  const start = text.length > FRAME_WIDTH
    ? Math.max(0, Math.min(place - FRAME_BEFORE, text.length - FRAME_WIDTH))
    : 0;
  const end = start + FRAME_WIDTH;
  const before = (start > 0 ? "…" : "") + show(text.slice(start, place));
  const after = show(text.slice(place, end)) + (end < text.length ? "…" : "");
  const gutter = `${line} | `;
  return `${gutter}${before}${after}\n${" ".repeat(gutter.length - 2)}| ${" ".repeat(cellsOf(before))}^`;
}

function show(text: string): string {
  return text.replaceAll("\t", " ").replace(UNSEEN, "·").toWellFormed();
}
