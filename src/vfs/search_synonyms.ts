/**
 * Words that an agent may use for another: what tools are called is a matter of taste.
 *
 * @module
 */

import { TermSplitter } from "./search_terms.ts";

/** Each line is words that servers use for the same. General English and the trade's, no product's. */
const SAME = [
  "create add new make insert open",
  "delete remove destroy erase drop",
  "update edit modify change set",
  "get fetch read show retrieve view describe",
  "list show all enumerate browse",
  "search find query look lookup",
  "send post publish",
  "run execute start trigger launch invoke",
  "stop cancel kill terminate abort end",
  "copy duplicate clone",
  "move rename",
  "ticket issue",
  "folder directory",
  "picture image photo",
  "repo repository",
  "doc document",
  "db database",
  "org organization",
  "env environment",
  "config configuration setting",
  "email mail",
  "meeting event appointment",
  "message chat",
  "user person people member",
  "page site website",
  "comment note reply",
];

/** What is said in one word and written in two. */
const SHORT = ["pr pull request", "mr merge request", "ci build pipeline", "k8s kubernetes"];

const synonyms = readSynonyms();

/** Returns the terms that may stand for a term; none for most. */
export function synonymsOf(term: string): readonly string[] {
  return [...synonyms.get(term) ?? []];
}

function readSynonyms(): ReadonlyMap<string, ReadonlySet<string>> {
  const splitter = new TermSplitter();
  const found = new Map<string, Set<string>>();
  const link = (term: string, others: readonly string[]) => {
    const known = found.get(term) ?? new Set();
    found.set(term, known);
    for (const other of others) if (other !== term) known.add(other);
  };
  for (const line of SAME) {
    const terms = splitter.split(line, { withWholes: false });
    for (const term of terms) link(term, terms);
  }
  for (const line of SHORT) {
    const [short = "", ...long] = splitter.split(line, { withWholes: false });
    link(short, long);
  }
  return found;
}
