/**
 * Markdown around a program.
 *
 * @module
 */

/**
 * Blanks the Markdown fence around a program, if there is one. The lines stay, so that positions do not move.
 *
 * A fenced block is valid JavaScript (nested tagged templates), so nothing else would complain before it runs.
 *
 * @example
 * ````ts
 * import assert from "node:assert/strict";
 * assert.equal(stripFence("```ts\nexec();\n```"), "\nexec();\n");
 * ````
 */
export function stripFence(source: string): string {
  const match = /^(\s*)(`{3,}|~{3,})[\w-]*[ \t]*(\r?\n[\s\S]*?\r?\n|\r?\n)[ \t]*\2[ \t]*(\s*)$/.exec(source);
  return match ? `${match[1]}${match[3]}${match[4]}` : source;
}
