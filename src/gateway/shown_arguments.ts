/**
 * The arguments of a call as a person sees them who is to allow it: whatever an agent puts into one of them, the others stay in
 * view (S-73).
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { truncate } from "../text.ts";

/** Longest text, in UTF-16 code units: nobody reads more in a dialog. */
const LENGTH = 4_000;

/** To what long texts in it are shortened, one after another, until it all fits. */
const TEXT_LENGTHS = [1_000, 200, 60];

/** Arrays and objects within each other. Their indentation alone would fill the dialog beyond it. */
const MOST_DEPTH = 16;

/** Least room for one argument when all of them are cut; what gets none is counted. */
const LEAST_LENGTH = 80;

/** Longest name of an argument when all are cut. */
const NAME_LENGTH = 60;

/** Returns the arguments as JSON without secrets. What was left out is told where it was. */
export function showArguments(args: JsonObject, redact: (text: string) => string): string {
  // Redacted before and after: invisible characters in a secret would hide it from the first.
  const show = (value: Json) => redact(escapeHidden(redact(JSON.stringify(value, null, 2))));
  const whole = isDeep(args, MOST_DEPTH) ? undefined : show(args);
  if (whole !== undefined && whole.length <= LENGTH) return whole;
  let shortened: Json = args;
  for (const length of TEXT_LENGTHS) {
    shortened = shorten(args, { length, redact, depth: MOST_DEPTH });
    const text = show(shortened);
    if (text.length <= LENGTH) return text;
  }
  return showEach(isJsonObject(shortened) ? shortened : {}, show);
}

/** Shows characters that a person would not see, or that would change the order of those they see, by their numbers. */
export function escapeHidden(text: string): string {
  return text.replace(
    /[^\P{C}\n]|[\p{Zl}\p{Zp}]/gu,
    (hidden) => `\\u{${hidden.codePointAt(0)?.toString(16)}}`,
  );
}

/** The same room for each argument. */
function showEach(args: JsonObject, show: (value: Json) => string): string {
  const entries = Object.entries(args);
  const shown = entries.slice(0, LENGTH / LEAST_LENGTH);
  const room = Math.floor(LENGTH / shown.length);
  const lines = shown.map(([name, value]) => {
    const line = `${cut(show(name), NAME_LENGTH)}: ${show(value)}`.replaceAll("\n", "\n  ");
    return `  ${cut(line, Math.max(room, LEAST_LENGTH))}`;
  });
  const missing = entries.length - shown.length;
  return `{\n${lines.join(",\n")}\n}${missing > 0 ? `\n(${missing} more arguments)` : ""}`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${truncate(text, length)} (${text.length - length} more characters)`;
}

function isDeep(value: Json | undefined, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((member) => isDeep(member, left - 1));
}

interface Shortening {
  /** Longest text in it. */
  readonly length: number;
  readonly redact: (text: string) => string;
  /** Arrays and objects within each other. */
  readonly depth: number;
}

/** The same value with shorter texts in it: the beginning and the end of each, for one of them may be what matters. */
function shorten(value: Json, to: Shortening): Json {
  if (typeof value === "string") return shortenText(value, to);
  if (typeof value !== "object" || value === null) return value;
  if (to.depth === 0) return "… (nested deeper)";
  const within = { ...to, depth: to.depth - 1 };
  if (Array.isArray(value)) return value.map((member) => shorten(member, within));
  return Object.fromEntries(
    // Names stay: two of them could become the same.
    Object.entries(value).map(([name, member]) => [name, shorten(member, within)]),
  );
}

function shortenText(value: string, { length, redact }: Shortening): string {
  // Before it is cut: half a secret would not be found.
  const text = value.length <= length ? value : redact(value);
  if (text.length <= length) return text;
  const half = Math.floor(length / 2);
  return `${text.slice(0, half)}… (${text.length - 2 * half} more characters) …${text.slice(-half)}`
    .toWellFormed();
}
