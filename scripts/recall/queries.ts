/**
 * What recall is measured with: a query for each tool of a catalog, made from its own description.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../../src/catalog/catalog.ts";
import { firstSentence } from "../../src/text.ts";

/** A tool, and what is asked to find it. */
export interface Question {
  readonly server: CatalogServer;
  readonly tool: CatalogTool;
  /** Empty when no word is left to ask with. */
  readonly query: string;
}

/** How a question is made. */
export type QuestionMaker = (server: CatalogServer, tool: CatalogTool) => string;

/** Makes a question for every tool. */
export function questionsFor({ servers }: Catalog, make: QuestionMaker): readonly Question[] {
  return servers.flatMap((server) =>
    server.tools.map((tool) => ({ server, tool, query: make(server, tool) }))
  );
}

/** Asks with the first sentence of the description, however long. */
export const wholeSentence: QuestionMaker = (_, { description = "" }) =>
  wordsOf(description).length === 0 ? "" : firstSentence(description, Infinity);

/**
 * Asks with what the first sentence says beyond the names: without the words of the tool's and of the server's name. A word
 * is taken out in each of its forms (`issues`, `created` for `create_issue`) and where it is written together (`GitHub`).
 */
export const withoutNames: QuestionMaker = (server, tool) => {
  const names = [tool.name, server.name].flatMap(wordsOf).flatMap(({ parts }) => parts);
  const isNamed = (part: string) => names.some((name) => part === name || isFormOf(part, name));
  return wordsOf(wholeSentence(server, tool))
    .filter(({ parts, whole }) => !parts.some(isNamed) && !isNamed(whole))
    .map(({ written }) => written).join(" ");
};

interface Word {
  readonly written: string;
  /** Lower case: `pull` and `request` of `pullRequest`. */
  readonly parts: readonly string[];
  readonly whole: string;
}

/** Words by a splitter of its own, so that what the search does to words cannot flatter its figures. */
function wordsOf(text: string): readonly Word[] {
  const written = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return written.map((word) => ({
    written: word,
    parts: word.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u).map((part) =>
      part.toLowerCase()
    ),
    whole: word.toLowerCase(),
  }));
}

/** Tells whether two words are forms of one: `issue`, `issues`; `create`, `creates`, `created`, `creating`, `query`, `queries`. */
function isFormOf(a: string, b: string): boolean {
  const [short = "", long = ""] = [a, b].sort((one, other) => one.length - other.length);
  if (short.length < 3) return false;
  const root = short.replace(/[ey]$/, "");
  return long.startsWith(root) && /^(?:e|y|s|es|ies|ed|ied|ing|d|r|er|or)?$/.test(long.slice(root.length)) &&
    /^(?:e|y)?$/.test(short.slice(root.length));
}
