/**
 * Long descriptions, and the way to the rest of them.
 *
 * @module
 */

import { truncate } from "../text.ts";
import { inComment } from "./comment.ts";

/** Most that is kept of all rests of one file, in UTF-16 code units. The longest of 1,722 published tools has 12,100. */
const KEPT = 40_000;

/** A text within this factor of the length asked for is not cut: pointing to the rest would cost as much. */
const TOLERANCE = 1.25;

/** Longest line of a rest, in UTF-16 code units, so that a range of lines can be read of it. */
const LINE = 400;

/** The number of a rest between two characters that cleaned text cannot have. */
// deno-lint-ignore no-control-regex
const POINTER = /\u0000(\d+)\u0000/g;

/** A file of which the first part is shown unless more is asked for. */
export interface FoldedFile {
  readonly text: string;
  /** Lines that are shown. */
  readonly shownLines: number;
}

/** Cuts the texts of one file, and keeps what was cut for its end. */
export class Cuts {
  readonly #rests: string[] = [];
  #left = KEPT;

  /** Returns a text as it is, or its beginning (about `length` UTF-16 code units) with a pointer to the rest. */
  shorten(text: string, length: number): string {
    if (text.length <= length * TOLERANCE) return text;
    const end = endOfPart(text, length);
    const rest = truncate(text.slice(end).trim(), this.#left);
    this.#left -= rest.length;
    return `${text.slice(0, end).trimEnd()} … \u0000${this.#rests.push(rest) - 1}\u0000`;
  }

  /**
   * Returns the file of a text that was made with shortened parts: the text, in which each pointer names lines to read,
   * then `hidden` lines, then the rests.
   */
  fold(shown: string, hidden: readonly string[]): FoldedFile {
    const shownLines = shown.split("\n").length;
    const numbers = [...new Set([...shown.matchAll(POINTER)].map(([, number]) => Number(number)))];
    const parts = numbers.map((number) => linesOf(this.#rests[number] ?? ""));
    const ranges = new Map<number, string>();
    let line = shownLines + hidden.length + 2;
    numbers.forEach((number, n) => {
      const last = line + (parts[n]?.length ?? 1) - 1;
      ranges.set(number, line === last ? `${line}` : `${line}-${last}`);
      line = last + 2;
    });
    const text = shown.replace(POINTER, (_, number) => `(read lines ${ranges.get(Number(number))})`);
    const rests = parts.map((lines) => lines.join("\n")).join("\n\n");
    return {
      text: [text, ...hidden, ...(rests === "" ? [] : ["/*", inComment(rests), "*/"])].join("\n") + "\n",
      shownLines,
    };
  }
}

/** Where to cut: behind a sentence or a line if that keeps most of the length, else between words, never in a character. */
function endOfPart(text: string, length: number): number {
  const part = text.slice(0, length);
  const least = Math.floor(length * 0.6);
  const sentence = Math.max(part.lastIndexOf(". ") + 1, part.lastIndexOf("\n"), part.lastIndexOf("。") + 1);
  if (sentence >= least) return sentence;
  const word = part.lastIndexOf(" ");
  if (word >= least) return word;
  return /[\ud800-\udbff]$/.test(part) ? length - 1 : length;
}

function linesOf(rest: string): readonly string[] {
  return rest.split("\n").flatMap((line) => {
    const lines: string[] = [];
    let left = line;
    while (left.length > LINE) {
      const end = endOfPart(left, LINE);
      lines.push(left.slice(0, end).trimEnd());
      left = left.slice(end).trimStart();
    }
    return [...lines, left];
  });
}
