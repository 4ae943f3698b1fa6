/**
 * Declarations as a person would write them.
 *
 * @module
 */

import { docComment } from "./comment.ts";
import type { Vocabulary } from "./vocabulary.ts";

/**
 * Lays out what json-schema-to-typescript returned (with stand-ins, not formatted): indented by two spaces, comments on one
 * line, the main declaration first and the others in the order of their stand-ins, names and texts put back.
 *
 * It reads line by line and counts braces, which is exact because no line has text of a stranger in it yet.
 */
export function layOut(raw: string, vocabulary: Vocabulary): string {
  const declarations = splitDeclarations(shorten(raw));
  return declarations.map((lines) => indent(lines, vocabulary).join("\n")).join("\n\n");
}

/**
 * `{ [k: string]: string }` is what everybody calls `Record<string, string>`. Only plain values: a type that names itself
 * within a `Record` would be circular. Parentheses go where the whole is one union, which is nearly everywhere.
 */
function shorten(raw: string): string {
  const shorter = raw
    .replace(
      /(?<!export interface \w+ )\{\n\[k: string\]: (unknown|any|string|number|boolean)\n\}/g,
      "Record<string, $1>",
    )
    .replace(/\{\n+\}/g, "{}")
    .replace(/\.\.\.\((\w+)\)/g, "...$1");
  return openParentheses(openParentheses(shorter));
}

function openParentheses(raw: string): string {
  return raw.replace(/(\(|\| |: |= )\(([^()&\n]*)\)(?= \||\)|$)/gm, "$1$2");
}

interface Declaration {
  readonly number: number;
  readonly lines: readonly string[];
}

function splitDeclarations(raw: string): readonly (readonly string[])[] {
  const declarations: Declaration[] = [];
  let lines: string[] = [];
  let number = -1;
  let depth = 0;
  for (const line of raw.split("\n").filter((line) => line.trim() !== "")) {
    lines.push(line);
    const declared = /^export (?:interface|type) ZqT(\d+)_/.exec(line);
    if (declared) number = Number(declared[1]);
    depth += braces(line);
    if (number < 0 || depth > 0) continue;
    declarations.push({ number, lines });
    lines = [];
    number = -1;
  }
  return declarations.toSorted((a, b) => a.number - b.number).map((declaration) => declaration.lines);
}

function indent(lines: readonly string[], vocabulary: Vocabulary): readonly string[] {
  const out: string[] = [];
  let depth = 0;
  let comment: string[] | undefined;
  for (const line of lines) {
    if (line === "/**") comment = [];
    else if (comment === undefined) {
      const margin = "  ".repeat(line.startsWith("}") ? depth - 1 : depth);
      depth += braces(line);
      out.push(margin + vocabulary.restoreCode(line) + (needsSemicolon(line, depth) ? ";" : ""));
    } else if (line === " */") {
      const text = joinComments(comment.map((part) => vocabulary.restoreComment(part)));
      out.push(...docComment([text]).map((part) => "  ".repeat(depth) + part));
      comment = undefined;
    } else comment.push(line.slice(" * ".length));
  }
  return out;
}

/** A tag, a description and what the library says of the items, on one line. */
function joinComments(parts: readonly string[]): string {
  return parts.filter((part) => part !== "")
    .reduce((line, part) => line + (/(?:^|[.!?:]|@deprecated)$/.test(line) ? " " : "; ") + part, "").trim();
}

function needsSemicolon(line: string, depthAfter: number): boolean {
  if (line.endsWith("{")) return false;
  return depthAfter > 0 || !/^(?:\}|export interface .*\})$/.test(line);
}

function braces(line: string): number {
  return line.split("{").length - line.split("}").length;
}
