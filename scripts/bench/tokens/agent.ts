/**
 * What an agent's way to a program puts into its context, call by call.
 *
 * @module
 */

import type { CatalogTool } from "../../../src/catalog/catalog.ts";
import { INSTRUCTIONS, surfaceTools } from "../../../src/server/surface.ts";
import { readFile } from "../../../src/vfs/file.ts";
import { listDirectory } from "../../../src/vfs/listing.ts";
import { ToolSearch } from "../../../src/vfs/search.ts";
import { callTokens, countTokens, surfaceTokens } from "../../../tests/support/tokens.ts";
import { wholeSentence } from "../../recall/queries.ts";
import { exampleProgram } from "./example_program.ts";
import { nameOf, pathOf, type Place } from "./place.ts";
import type { ServerSet } from "./server_set.ts";

/** A search for a tool. */
export interface Found {
  /** The tokens of the answer. */
  readonly answer: number;
  /** The tokens of call and answer. */
  readonly tokens: number;
  /** The tools in the answer, by name. */
  readonly shows: ReadonlySet<string>;
}

/** An agent in front of a set of servers. It remembers what each call took. */
export class Agent {
  readonly set: ServerSet;
  /** The tokens of the instructions and the three tools, with the names of these servers. */
  readonly surface: number;
  readonly #search = new ToolSearch();
  readonly #found = new Map<CatalogTool, Promise<Found>>();
  readonly #read = new Map<CatalogTool, Promise<number>>();

  constructor(set: ServerSet) {
    this.set = set;
    this.surface = surfaceTokens(INSTRUCTIONS, surfaceTools(set.catalog.servers.map(({ name }) => name)));
  }

  /** Asks for a tool with the first sentence of its own description, or with its name when it has none. */
  find(place: Place): Promise<Found> {
    return remember(this.#found, place.tool, async () => {
      const query = wholeSentence(place.server, place.tool) || place.tool.name;
      const text = await this.#search.search(this.set.catalog, "/servers", query);
      const answer = countTokens(text);
      const tokens = callTokens("list_directory", { query }) + answer;
      return { answer, tokens, shows: toolsShown(text) };
    });
  }

  /** Returns the tokens of the answer to a listing. */
  list(path: string, withDescriptions: boolean): number {
    return countTokens(listDirectory(this.set.catalog, path, { withDescriptions }));
  }

  /** Returns the tokens of a tool's file. */
  read(place: Place): Promise<number> {
    return remember(
      this.#read,
      place.tool,
      async () => countTokens(await readFile(this.set.catalog, pathOf(place))),
    );
  }

  /**
   * Returns the tokens of a whole task with these tools: what is always in the context, a query for each tool that no
   * answer before it showed, each tool's file, and the program. A tool that its query does not find is looked up in its
   * server's listing.
   */
  async task(places: readonly Place[]): Promise<number> {
    let tokens = this.surface + programTokens(places);
    const shown = new Set<string>();
    for (const place of places) {
      if (!shown.has(nameOf(place))) tokens += await this.#discover(place, shown);
      tokens += callTokens("read_file", { path: pathOf(place) }) + await this.read(place);
    }
    return tokens;
  }

  async #discover(place: Place, shown: Set<string>): Promise<number> {
    const found = await this.find(place);
    for (const other of found.shows) shown.add(other);
    if (found.shows.has(nameOf(place))) return found.tokens;
    const args = { path: `/servers/${place.server.name}`, withDescriptions: true };
    return found.tokens + callTokens("list_directory", args) + this.list(args.path, true);
  }
}

/** Returns the tokens of the call that runs a program with these tools. */
export function programTokens(places: readonly Place[]): number {
  return callTokens("execute_code", { code: exampleProgram(places) });
}

/** The tools that an answer shows ready to call. */
function toolsShown(answer: string): ReadonlySet<string> {
  const lines = answer.matchAll(/^"?\.\/servers\/([^" ]+)"? ([\p{L}\p{N}_$]+)\(/gmu);
  return new Set([...lines].map(([, server, tool]) => `${server}/${tool}`));
}

function remember<Key, Value>(
  known: Map<Key, Promise<Value>>,
  key: Key,
  make: () => Promise<Value>,
): Promise<Value> {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
