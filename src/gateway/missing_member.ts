/**
 * The use of a tool that its module does not have, found in the agent's text: the engine says "not a function" only.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import type { ProgramFrame } from "../emit/stack.ts";
import { type Binding, IDENTIFIER, importBindings, memberOf, type MissingMember } from "./bindings.ts";

/** `b.name`, `servers.b.name`, `b?.["name"]`, `name`. */
const CHAIN = new RegExp(
  String
    .raw`(?<![\p{ID_Continue}$.])(${IDENTIFIER})((?:\s*(?:\?\.|\.)\s*${IDENTIFIER}|\s*(?:\?\.)?\[\s*(?:"[^"\n]*"|'[^'\n]*')\s*\])*)`,
  "gu",
);

const MEMBER = new RegExp(String.raw`\.\s*(${IDENTIFIER})|\[\s*["']([^\n]*?)["']\s*\]`, "gu");

/**
 * Returns the missing member that the program uses at a frame: the expression around it, else the only such expression
 * on its line; `undefined` when there is none.
 */
export function missingMemberAt(
  catalog: Catalog,
  source: string,
  { line, column }: ProgramFrame,
): MissingMember | undefined {
  const { start, text } = lineAt(source, line);
  const place = start + column - 1;
  const bindings = importBindings(catalog, source);
  const onLine: MissingMember[] = [];
  for (const match of source.matchAll(CHAIN)) {
    const end = match.index + match[0].length;
    if (end < start) continue;
    if (match.index > start + text.length) break;
    const missing = missingIn(catalog, bindings.get(match[1] ?? ""), match[2] ?? "");
    if (!missing) continue;
    // The engine points at the parenthesis behind the expression, or at the dot before its last name.
    if (match.index <= place && place <= end + 1) return missing;
    onLine.push(missing);
  }
  return onLine.length === 1 ? onLine[0] : undefined;
}

/** Returns the expression that the engine points at, such as `issues.map`; `undefined` when it is not of names and dots. */
export function expressionAt(source: string, { line, column }: ProgramFrame): string | undefined {
  const { start, text } = lineAt(source, line);
  // Of a very long line, the piece that ends behind the place.
  const from = start + Math.max(0, column - EXPRESSION_LENGTH);
  const place = start + column - 1 - from;
  let before: string | undefined;
  for (const match of source.slice(from, start + text.length).matchAll(CHAIN)) {
    const end = match.index + match[0].length;
    if (match.index > place) break;
    const expression = match[0].replace(/\s+/g, "").slice(0, EXPRESSION_LENGTH);
    if (KEYWORD.test(expression)) continue;
    if (place <= end) return expression;
    // The engine points at the parenthesis, which may stand apart.
    before = place === end + 1 ? expression : undefined;
  }
  return before;
}

/** Words that stand before an expression. */
const KEYWORD = /^(?:await|return|new|typeof|void|yield|delete|throw|case|else|do|in|of|const|let|var)$/;

/** Longest expression that is shown, in UTF-16 code units. */
const EXPRESSION_LENGTH = 80;

function missingIn(catalog: Catalog, root: Binding | undefined, members: string): MissingMember | undefined {
  let binding = root;
  for (const [, name, quoted] of members.matchAll(MEMBER)) {
    if (binding?.kind !== "namespace") break;
    binding = memberOf(catalog, binding.target, name ?? quoted ?? "");
  }
  return binding?.kind === "missing" ? binding : undefined;
}

/** A line's text, without its end, and where it starts. */
function lineAt(source: string, line: number): { readonly start: number; readonly text: string } {
  let start = 0;
  let left = line;
  for (const match of source.matchAll(/(.*?)(?:\r\n|\n|\r|$)/gsu)) {
    if (--left === 0) return { start: match.index, text: match[1] ?? "" };
    start = match.index + match[0].length;
  }
  return { start, text: "" };
}
