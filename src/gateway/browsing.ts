/**
 * Looking around in the virtual file system: whoever does waits for the servers that it concerns, and for no others.
 *
 * @module
 */

import type { Hub } from "../hub/hub.ts";
import { readFile } from "../vfs/file.ts";
import { listDirectory } from "../vfs/listing.ts";
import { serversOfPath } from "../vfs/locate.ts";
import { ToolSearch } from "../vfs/search.ts";
import type { Catalogs } from "./catalogs.ts";

/** How long a query waits beyond that while there is no server to search: `npx` takes this long when it downloads. */
const FIRST_SERVER_WAIT_MS = 7_000;
const STEP_MS = 100;

/** What is asked of a directory. */
export interface ListingRequest {
  /** The agent's connection: it sees its own connections to servers that are not shared. */
  readonly session: string;
  /** Adds the first sentence of each tool's description. */
  readonly withDescriptions: boolean;
  /** Words for what a tool should do: asks for the tools that fit best, in place of the listing. */
  readonly query?: string;
}

/** What is asked of a file. */
export interface FileRequest {
  /** As in {@linkcode ListingRequest}. */
  readonly session: string;
  /** Some of its lines only, such as `40-90`. */
  readonly lines?: string;
}

/** Options of {@linkcode Browsing}. */
export interface BrowsingOptions {
  readonly hub: Pick<Hub, "settled" | "allSettled" | "allRevived">;
  readonly catalogs: Pick<Catalogs, "of">;
  /** How long a listing waits for servers that are still connecting, in milliseconds. */
  readonly waitMs: () => number;
  /** Told each time when the servers have been waited for. */
  readonly onLook: () => void;
}

/** Lists directories, finds tools, reads files. */
export class Browsing {
  readonly #options: BrowsingOptions;
  readonly #search = new ToolSearch();

  constructor(options: BrowsingOptions) {
    this.#options = options;
  }

  /** Lists a directory, or finds tools below it by a query. @throws {RunbyteError} */
  async listDirectory(
    path: string,
    { session, withDescriptions, query = "" }: ListingRequest,
  ): Promise<string> {
    const { hub, catalogs, waitMs, onLook } = this.#options;
    const servers = serversOfPath(catalogs.of(session), path);
    if (servers === "all") await hub.allRevived(waitMs(), session);
    else await Promise.all(servers.map((server) => hub.settled(server, waitMs(), session)));
    onLook();
    if (query.trim() !== "") await this.#firstServer(session);
    const catalog = catalogs.of(session);
    if (query.trim() !== "") return await this.#search.search(catalog, path, query);
    return listDirectory(catalog, path, { withDescriptions });
  }

  /** Waits for something to search: to be told to ask again costs an agent more than the wait. */
  async #firstServer(session: string): Promise<void> {
    const end = performance.now() + FIRST_SERVER_WAIT_MS;
    while (performance.now() < end) {
      const { servers } = this.#options.catalogs.of(session);
      const mayCome = servers.some(({ status }) => status === "connecting");
      if (!mayCome || servers.some(({ status }) => status === "ready")) return;
      await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    }
  }

  /** Reads a file, or some of its lines. @throws {RunbyteError} */
  async readFile(path: string, { session, lines }: FileRequest): Promise<string> {
    const { hub, catalogs, waitMs, onLook } = this.#options;
    const servers = serversOfPath(catalogs.of(session), path);
    if (servers === "all") await hub.allSettled(waitMs(), session);
    else await Promise.all(servers.map((server) => hub.settled(server, undefined, session)));
    onLook();
    return await readFile(catalogs.of(session), path, lines);
  }
}
