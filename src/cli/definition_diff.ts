/**
 * What has changed in a tool's definition, for an operator to read before accepting it. The texts are a stranger's: they
 * are cleaned, and what is not shown is said.
 *
 * @module
 */

import { cleanLine, cleanText } from "../text.ts";
import type { ToolDefinition } from "../tool.ts";
import { changedParts, partOf, TOOL_PARTS, type ToolPart } from "../tool_parts.ts";
import { diffLines } from "./line_diff.ts";

/** How much is shown. */
export interface DiffOptions {
  /** Lines of one part; absent for all. */
  readonly mostLines?: number;
}

/** Columns of a line of prose. */
const WIDTH = 96;

/** Returns the difference in lines, those that are gone behind `-` and those that are new behind `+`. */
export function diffDefinition(
  before: ToolDefinition | undefined,
  after: ToolDefinition,
  options: DiffOptions = {},
): readonly string[] {
  const parts = before === undefined
    ? TOOL_PARTS.filter((part) => isThere(partOf(after, part)))
    : changedParts(before, after);
  const what = before === undefined ? "new" : parts.join(", ");
  const changes = parts.flatMap((part) => [`  ${part}`, ...diffPart(part, before, after, options)]);
  return [`${cleanLine(after.name)}: ${what}`, ...changes];
}

function diffPart(
  part: ToolPart,
  before: ToolDefinition | undefined,
  after: ToolDefinition,
  { mostLines = Infinity }: DiffOptions,
): readonly string[] {
  const [old, now] = [before, after].map((tool) => tool === undefined ? [] : linesOf(partOf(tool, part)));
  const hidden = countHidden(partOf(after, part));
  const lines = [
    ...diffLines(old ?? [], now ?? []),
    ...(hidden === 0 ? [] : [`! it holds ${hidden} characters that cannot be seen`]),
  ].map((line) => `    ${line}`);
  if (lines.length === 0) return ["    (differs in white space, or in characters that cannot be seen)"];
  const more = lines.length - mostLines;
  // One line of the rest would take the place of one that says so.
  if (more <= 1) return lines;
  return [...lines.slice(0, mostLines), `    … ${more} more lines: -full shows them`];
}

/** A text by its sentences, and a value as JSON, in lines that fit. */
function linesOf(value: unknown): readonly string[] {
  if (!isThere(value)) return [];
  const text = typeof value === "string"
    ? cleanText(value).replace(/(?<=[.!?])[ \t]+(?=\S)/g, "\n")
    : cleanText(JSON.stringify(value, null, 2));
  return text.split("\n").flatMap(wrap);
}

/** Characters by which a text says more than it shows. */
function countHidden(value: unknown): number {
  if (!isThere(value)) return 0;
  const text = (typeof value === "string" ? value : JSON.stringify(value)).replaceAll("\r\n", "\n");
  return text.length - cleanText(text).length;
}

function isThere(value: unknown): boolean {
  return value !== undefined &&
    !(typeof value === "object" && value !== null && Object.keys(value).length === 0);
}

function wrap(line: string): readonly string[] {
  const lines: string[] = [];
  let rest = line;
  while (rest.length > WIDTH) {
    const at = rest.lastIndexOf(" ", WIDTH);
    const end = at > WIDTH / 2 ? at : WIDTH;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end);
  }
  return [...lines, rest];
}
