/**
 * Which lines of a file are to be read.
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";
import { cleanLine, truncate } from "../text.ts";

/** Lines counted from 1, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** `40-90`, `40-`, `-90`, `40`, with what editors and links put around them (`L40-L90`, `40:90`, `40..90`). */
const RANGE = /^L?(\d{1,9})?\s*(?:(-|–|:|,|\.\.|to)\s*L?(\d{1,9})?)?$/i;

/**
 * Reads a range of the lines of a file that has `total` of them. An end beyond the file's is its last line.
 *
 * @throws {RunbyteError} `bad-argument` for what is no range, or for a range that the file does not have.
 */
export function parseLines(text: string, total: number): LineRange {
  const [, from, dash, to] = RANGE.exec(text.trim()) ?? [];
  const shown = truncate(cleanLine(text), 60);
  if (from === undefined && to === undefined) {
    throw new RunbyteError(
      "bad-argument",
      `lines '${shown}' is no range of lines: write '40-90', '40-' or '40'`,
    );
  }
  const first = Math.max(1, Number(from ?? 1));
  const last = dash === undefined ? first : Number(to ?? total);
  if (first > total) {
    throw new RunbyteError(
      "bad-argument",
      `lines '${shown}' are not there: the file has ${total} ${total === 1 ? "line" : "lines"}`,
    );
  }
  if (last < first) {
    throw new RunbyteError(
      "bad-argument",
      `lines '${shown}' end before they begin: write '${last}-${first}'`,
    );
  }
  return { first, last: Math.min(last, total) };
}
