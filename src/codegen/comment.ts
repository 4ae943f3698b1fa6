/**
 * A stranger's prose as a doc comment.
 *
 * @module
 */

import { cleanText, truncate } from "../text.ts";

/**
 * Returns a doc comment for a text: on one line where it has only one. Nothing in the text can end the comment or give an
 * instruction to the type checker. Empty for an empty text.
 */
export function docComment(text: string): string {
  if (text === "") return "";
  return text.includes("\n") ? `/**\n${inComment(text)}\n*/` : `/** ${inComment(text)} */`;
}

/** Returns a comment that goes to the end of its line, for a text without line feeds. */
export function lineComment(text: string): string {
  return `// ${inComment(text)}`;
}

/**
 * Returns a description fit for {@linkcode docComment}: cleaned, at most `length` characters, without the indentation
 * that template literals leave and with at most one empty line in a row. Lists and examples keep their lines.
 */
export function tidyProse(description: string, length: number): string {
  const lines = cleanText(description).replaceAll("\t", "  ").split("\n").map((line) => line.trimEnd());
  const margins = lines.slice(1).filter((line) => line !== "").map((line) =>
    line.length - line.trimStart().length
  );
  const margin = margins.reduce((least, next) => Math.min(least, next), Infinity);
  const unindented = lines.map((line, n) =>
    n === 0 ? line.trimStart() : line.slice(Math.min(margin, line.length))
  );
  return truncate(unindented.join("\n").replace(/\n{3,}/g, "\n\n").trim(), length);
}

/**
 * Makes a text harmless within a comment (S-31): a star and a slash would end it; TypeScript obeys `@ts-…` and `@jsx…`
 * there (a description could hide an error of the program that follows, or name a module to be resolved).
 */
export function inComment(text: string): string {
  return text.replace(/\*\//g, "*\\/").replace(/@(?=ts-|jsx)/gi, "@ ");
}
