/**
 * Ranked search over the tools of a catalog.
 *
 * @module
 */

import MiniSearch, { type SearchResult } from "minisearch";
import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { documentOf, type SearchDocument } from "./search_document.ts";
import { type QueryTerm, readQuery } from "./search_query.ts";
import { TermSplitter } from "./search_terms.ts";

/** A tool that was found. */
export interface Hit {
  readonly server: CatalogServer;
  readonly tool: CatalogTool;
  /** How well it fits: comparable within one ranking. */
  readonly score: number;
}

/** What a query found. */
export interface Ranking {
  /** The tools that have words of the query, best first; equally good ones in the catalog's order. */
  readonly hits: readonly Hit[];
  /** Words of the query that no tool has, nor anything like them. */
  readonly unknown: readonly string[];
}

/** What a term counts for by where it stands. Found by trial over published tools; a plateau, not a peak. */
const BOOST: Readonly<Record<keyof SearchDocument, number>> = {
  name: 2.5,
  server: 2,
  summary: 3,
  description: 0.5,
  parameters: 0.3,
  details: 0.2,
};

/** Okapi BM25. Length counts for more than in prose (`b`): a name of just the words asked for is the one meant. */
const BM25 = { k: 1.2, b: 0.9, d: 0 };

/** How long tools are indexed before others get a turn, in milliseconds. */
const SLICE_MS = 20;

interface Place {
  readonly server: CatalogServer;
  readonly tool: CatalogTool;
  /** Where it stands in the catalog. */
  readonly position: number;
}

type IndexedTool = SearchDocument & { readonly id: CatalogTool };

/** An index that follows the catalog. It knows nothing before the first {@linkcode update}. */
export class ToolIndex {
  #places: ReadonlyMap<CatalogTool, Place> = new Map();
  #splitter = new TermSplitter();
  readonly #index: MiniSearch<IndexedTool>;

  constructor() {
    this.#index = new MiniSearch({
      fields: Object.keys(BOOST),
      // How often a word is repeated says more about the author's style than about the tool.
      tokenize: (text, field) => [
        ...new Set(this.#splitter.split(text, { withWholes: field === "name" || field === "server" })),
      ],
      processTerm: (term) => term,
      autoVacuum: false,
      searchOptions: { boost: { ...BOOST }, bm25: BM25 },
    });
  }

  /**
   * Brings the index to a catalog's tools; those that are in it already cost nothing. One at a time: neither another
   * update nor {@linkcode rank} may come before this one has ended.
   */
  async update({ servers }: Catalog): Promise<void> {
    const all = servers.flatMap((server) => server.tools.map((tool) => ({ server, tool })));
    const places = new Map(all.map((place, position) => [place.tool, { ...place, position }]));
    const gone = [...this.#places.values()].filter(({ tool }) => !places.has(tool));
    const added = all.filter(({ tool }) => !this.#index.has(tool));
    await inSlices(gone, (place) => this.#index.remove(indexed(place)));
    await inSlices(added, (place) => this.#index.add(indexed(place)));
    this.#places = places;
    this.#splitter = new TermSplitter(); // it remembers every word that it has split
  }

  /** Ranks the tools by how well they fit a query, whatever it holds. */
  rank(query: string): Ranking {
    const { terms, guess, unknown } = readQuery(query);
    const exact = this.#search(terms);
    const guessed = guess(matchedBy(exact));
    const found = guessed === undefined ? exact : this.#search(guessed);
    const origins = new Map(terms.map(({ term, origin }) => [term, origin]));
    const hits = found.flatMap((result) => {
      const place = this.#places.get(result.id);
      return place === undefined ? [] : [{ ...place, score: scoreOf(result, origins) }];
    }).sort((a, b) => b.score - a.score || a.position - b.position);
    return { hits, unknown: unknown(matchedBy(found)) };
  }

  #search(terms: readonly QueryTerm[]): SearchResult[] {
    if (terms.length === 0) return [];
    return this.#index.search(terms.map(({ term }) => term).join(" "), {
      tokenize: (text) => text.split(" "),
      boostTerm: (_, n) => terms[n]?.boost ?? 1,
      prefix: (_, n) => terms[n]?.isPrefix ?? false,
      fuzzy: (_, n) => terms[n]?.edits ?? 0,
    });
  }
}

/** Does something with each item, with pauses between in which other work of the process goes on. */
async function inSlices<Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> {
  let start = performance.now();
  for (const item of items) {
    if (performance.now() - start > SLICE_MS) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      start = performance.now();
    }
    work(item);
  }
}

/**
 * The sum of what the terms count for, times the number of the query's own terms that were found. MiniSearch takes the
 * number of all terms, synonyms among them, so a tool that says one thing in three words would win.
 */
function scoreOf({ score, queryTerms }: SearchResult, origins: ReadonlyMap<string, number>): number {
  const own = new Set(queryTerms.map((term) => origins.get(term)));
  return score / queryTerms.length * own.size;
}

function matchedBy(results: readonly SearchResult[]): ReadonlySet<string> {
  return new Set(results.flatMap(({ queryTerms }) => queryTerms));
}

function indexed({ server, tool }: Pick<Place, "server" | "tool">): IndexedTool {
  return { id: tool, ...documentOf(server, tool) };
}
