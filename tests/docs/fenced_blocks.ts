/**
 * The fenced blocks of a Markdown page.
 *
 * @module
 */

/** One fenced block. */
export interface FencedBlock {
  /** What stands behind the fence; empty where nothing does. */
  readonly language: string;
  readonly text: string;
  /** The line of its fence, from 1. */
  readonly line: number;
}

/** Returns the blocks of a page in their order, without the indentation that they have in a list. */
export function fencedBlocks(page: string): readonly FencedBlock[] {
  return [...page.matchAll(/^( *)(`{3,})([\w-]*)[^\n]*\n([^]*?)^\1\2 *$/gm)].map((found) => {
    const [, indent = "", , language = "", text = ""] = found;
    const lines = text.split("\n").map((line) => line.startsWith(indent) ? line.slice(indent.length) : line);
    return { language, text: lines.join("\n"), line: page.slice(0, found.index).split("\n").length };
  });
}

/** The sections of a page that begin with `## `, by their titles. */
export function sectionsOf(page: string): ReadonlyMap<string, string> {
  const parts = page.split(/^## /m).slice(1);
  return new Map(parts.map((part) => [part.slice(0, part.indexOf("\n")).trim(), part] as const));
}
