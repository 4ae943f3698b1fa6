/**
 * `list_directory` with a query.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../catalog/catalog.ts";
import { noSuchServer, notBelowServers, notReady } from "./explain.ts";
import { placeMeant } from "./locate.ts";
import { parsePath } from "./path.ts";
import { answerHits, answerNothing } from "./search_answer.ts";
import type { ToolIndex } from "./search_index.ts";

/** Finds tools by what they do. It keeps an index of the catalog that it was last asked about, and none before that. */
export class ToolSearch {
  #index: ToolIndex | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /**
   * Returns the ten tools that fit a query best, with what it takes to call them. Searches end in the order in which they
   * came.
   *
   * @param path A server's directory, to search only there. Any other directory stands for all servers.
   * @throws {RunbyteError} `not-found` with a suggestion, `unavailable` when the server is not ready, `bad-argument` for a
   * path with `..`.
   */
  async search(catalog: Catalog, path: string, query: string): Promise<string> {
    const scope = scopeOf(catalog, path);
    const search = this.#turn.then(() => this.#search(catalog, scope, query));
    this.#turn = search.catch(() => {});
    return await search;
  }

  async #search(catalog: Catalog, scope: CatalogServer | undefined, query: string): Promise<string> {
    const index = this.#index ?? await makeIndex();
    this.#index = undefined; // one that could not be brought up to date is not used again
    await index.update(catalog);
    this.#index = index;
    const { hits, unknown } = index.rank(query);
    const within = scope === undefined ? hits : hits.filter(({ server }) => server === scope);
    const asked = { catalog, scope, query, unknown };
    return within.length > 0 ? answerHits(asked, within) : answerNothing(asked, hits);
  }
}

/** MiniSearch and the text of the tools are loaded for the first query: most programs are written without one. */
async function makeIndex(): Promise<ToolIndex> {
  const { ToolIndex } = await import("./search_index.ts");
  return new ToolIndex();
}

function scopeOf(catalog: Catalog, path: string): CatalogServer | undefined {
  const parsed = parsePath(path);
  const place = placeMeant(catalog, parsed);
  if (place === undefined) {
    throw parsed.segments[0] === "servers"
      ? noSuchServer(catalog, parsed, "directory")
      : notBelowServers(catalog, parsed, "directory");
  }
  const unavailable = place.server && notReady(place.server);
  if (unavailable !== undefined) throw unavailable;
  return place.server;
}
