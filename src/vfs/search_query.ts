/**
 * What of a query is searched.
 *
 * @module
 */

import { synonymsOf } from "./search_synonyms.ts";
import { CHUNK, TermSplitter } from "./search_terms.ts";

/** One term that is searched. */
export interface QueryTerm {
  readonly term: string;
  /** The position of the query's own term that it is, or that it stands for. */
  readonly origin: number;
  /** What it counts for. */
  readonly boost: number;
  /** Whether words that begin with it are found, too. */
  readonly isPrefix: boolean;
  /** How many letters may be different in the words that it finds. */
  readonly edits: number;
}

/** A query that was read. */
export interface Query {
  /** Its own terms and their synonyms. */
  readonly terms: readonly QueryTerm[];
  /**
   * Returns the terms with guesses in place of those that no tool has: beginnings of words, and misspelt ones.
   * `undefined` when all were matched.
   */
  readonly guess: (matched: ReadonlySet<string>) => readonly QueryTerm[] | undefined;
  /** Returns its words, as they are written, of which no term was matched. */
  readonly unknown: (matched: ReadonlySet<string>) => readonly string[];
}

/** How much of a query is read, in UTF-16 code units, and how many different terms of it are searched. */
const QUERY_LENGTH = 1_000;
const QUERY_TERMS = 32;

/** Terms that are guessed: each costs a walk through all terms of the index, about 1 ms for 1,722 tools. */
const GUESSED_TERMS = 8;

/** What a synonym counts for beside the word itself. */
const SYNONYM = 0.4;

/** Reads a query, whatever it holds: what is no letter or digit only separates words. */
export function readQuery(query: string): Query {
  const splitter = new TermSplitter();
  const read = query.slice(0, QUERY_LENGTH).toWellFormed();
  const words = new Map(
    (read.match(CHUNK) ?? []).map((word) => [word, splitter.split(word, { withWholes: true })]),
  );
  const own = [...new Set([...words.values()].flat())].slice(0, QUERY_TERMS);
  const terms = own.map((term, origin) => exactly(term, origin, 1));
  const known = new Set(own);
  const synonyms = own.flatMap((term, origin) =>
    synonymsOf(term).filter((synonym) => isNew(synonym, known))
      .map((synonym) => exactly(synonym, origin, SYNONYM))
  );
  const guess: Query["guess"] = (matched) => {
    const missing = terms.filter(({ term }) => !matched.has(term)).slice(0, GUESSED_TERMS);
    if (missing.length === 0) return undefined;
    return [...terms.map((term) => missing.includes(term) ? guessed(term) : term), ...synonyms];
  };
  const unknown: Query["unknown"] = (matched) =>
    [...words].filter(([, [first, ...rest]]) =>
      first !== undefined && own.includes(first) && ![first, ...rest].some((term) => matched.has(term))
    ).map(([word]) => word);
  return { terms: [...terms, ...synonyms], guess, unknown };
}

function exactly(term: string, origin: number, boost: number): QueryTerm {
  return { term, origin, boost, isPrefix: false, edits: 0 };
}

/** Short words are near to too many others. */
function guessed(term: QueryTerm): QueryTerm {
  const { length } = term.term;
  return { ...term, isPrefix: length > 2, edits: length < 4 ? 0 : length < 8 ? 1 : 2 };
}

function isNew(term: string, known: Set<string>): boolean {
  return !known.has(term) && known.add(term) !== undefined;
}
