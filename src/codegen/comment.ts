/**
 * A stranger's prose as a doc comment.
 *
 * @module
 */

import { cleanText, truncate } from "../text.ts";

/**
 * Returns the lines of a doc comment for `paragraphs`, without indentation: one line where it fits, else the usual
 * block. Nothing in the text can end the comment or give an instruction to the type checker.
 */
export function docComment(paragraphs: readonly string[]): readonly string[] {
  const lines = paragraphs.flatMap((text) => disarm(text).split("\n"));
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`/** ${lines[0]} */`];
  return ["/**", ...lines.map((line) => line === "" ? " *" : ` * ${line}`), " */"];
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
 * S-31: a star and a slash would end the comment; TypeScript obeys `@ts-…` and `@jsx…` in block comments (a description
 * could hide an error of the program that follows, or name a module to be resolved).
 */
function disarm(text: string): string {
  return text.replace(/\*\//g, "*\\/").replace(/@(?=ts-|jsx)/gi, "@ ");
}
