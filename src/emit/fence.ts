/**
 * Markdown around a program.
 *
 * @module
 */

/** A line that opens or closes a fence: its marks, and what stands behind them. */
const FENCE = /^[ \t]*(`{3,}|~{3,})([^\r\n]*)\r?$/;

/** What may stand behind the marks that open a fence: a language. */
const LANGUAGE = /^[\w-]{0,40}[ \t]*$/;

/**
 * Blanks the Markdown fence around a program, if there is one. The lines stay, so that positions do not move.
 *
 * A fenced block is valid JavaScript (nested tagged templates), so nothing else would complain before it runs. Looks at
 * the first and the last line that are not blank, and at nothing between them: one expression over the whole text takes
 * quadratic time on a source that was made for it.
 *
 * @example
 * ````ts
 * import assert from "node:assert/strict";
 * assert.equal(stripFence("```ts\nexec();\n```"), "\nexec();\n");
 * ````
 */
export function stripFence(source: string): string {
  const start = source.length - source.trimStart().length;
  const end = source.trimEnd().length;
  const opening = source.indexOf("\n", start);
  const closing = source.lastIndexOf("\n", end - 1);
  if (opening === -1 || opening >= end || closing < opening) return source;
  const [, marks, language] = FENCE.exec(source.slice(start, opening)) ?? [];
  const [, last, rest] = FENCE.exec(source.slice(closing + 1, end)) ?? [];
  if (marks === undefined || marks !== last || rest !== "" || !LANGUAGE.test(language ?? "")) return source;
  const body = source[opening - 1] === "\r" ? opening - 1 : opening;
  return source.slice(0, start) + source.slice(body, closing + 1) + source.slice(end);
}
