/**
 * Declarations as a person would write them.
 *
 * @module
 */

import { docComment, lineComment } from "./comment.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** A declared type and the types that it names. */
export interface Layout {
  /** The type itself, as it stands behind a colon; its name where it names itself. */
  readonly type: string;
  /** The declarations of the others (and of the type where it names itself), each `export …`. */
  readonly declarations: readonly string[];
}

/**
 * Lays out what json-schema-to-typescript returned (with stand-ins, not formatted): indented, comments at line ends, the
 * declarations in the order of their stand-ins, names and texts put back. The first one, which has the stand-in `main`,
 * is taken out of its declaration unless it is recursive.
 *
 * It reads line by line and counts braces, which is exact because no line has text of a stranger in it yet.
 */
export function layOut(raw: string, main: string, vocabulary: Vocabulary): Layout {
  const declared = splitDeclarations(shorten(raw));
  const texts = (some: readonly (readonly string[])[]) =>
    some.map((lines) => indent(lines, vocabulary).join("\n"));
  const isRecursive = raw.split(main).length > 2;
  const [first = [], ...others] = declared;
  if (isRecursive) return { type: vocabulary.restoreCode(main), declarations: texts(declared) };
  return {
    type: texts([withoutName(first)]).join("").replace(ONLY_OPEN, "Record<string, $1>"),
    declarations: texts(others),
  };
}

/** What is left of an interface of which only this is known. */
const ONLY_OPEN = /^\{\s*\[k: string\]: (\w+)\s*\}$/;

/** The lines of a declared type without its name and what stands before it. */
function withoutName(lines: readonly string[]): readonly string[] {
  const start = lines.findIndex((line) => line.startsWith("export "));
  const [head = "", ...rest] = lines.slice(start);
  return [head.replace(/^export (?:interface \w+|type \w+ =) /, ""), ...rest];
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

/** One space: a second one would be a token more for each property. */
const INDENT = " ";

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
  let beside = "";
  for (const line of lines) {
    if (line === "/**") comment = [];
    else if (comment === undefined) {
      const margin = INDENT.repeat(line.startsWith("}") ? depth - 1 : depth);
      depth += braces(line);
      out.push(margin + vocabulary.restoreCode(line) + beside);
      beside = "";
    } else if (line === " */") {
      const text = joinComments(comment.map((part) => vocabulary.restoreComment(part)));
      if (depth === 0) out.push(docComment(text));
      else beside = ` ${lineComment(text)}`;
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

function braces(line: string): number {
  return line.split("{").length - line.split("}").length;
}
