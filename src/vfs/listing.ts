/**
 * `list_directory`.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../catalog/catalog.ts";
import { RunbyteError } from "../errors.ts";
import { cleanLine, firstSentence, truncate } from "../text.ts";
import { cutText } from "./cut.ts";
import { noSuchServer, notBelowServers, notReady, stateOf } from "./explain.ts";
import { fileAt, fileMeant, pathOf, placeMeant } from "./locate.ts";
import { parsePath, type VfsPath } from "./path.ts";

/** Options of {@linkcode listDirectory}. */
export interface ListingOptions {
  /** Adds the first sentence of each tool's description. */
  readonly withDescriptions: boolean;
}

/** Most unusable tools that a listing names. */
const DROPPED = 5;

/**
 * Returns the listing of one directory: its path, then a line for each entry, sorted; cut to 64 KiB of entries. A path that
 * can only mean one directory is as good as its own.
 *
 * @throws {RunbyteError} `not-found` with a suggestion, `unavailable` when the server is not ready, `bad-argument` for a
 * path with `..` or one that names a file.
 */
export function listDirectory(catalog: Catalog, path: string, options: ListingOptions): string {
  const parsed = parsePath(path);
  if (parsed.segments.length === 0) return tree("/", ["servers/ (MCP servers)"], "");
  if (fileAt(catalog, parsed) !== undefined) throw isFile(parsed.shown);
  const place = placeMeant(catalog, parsed);
  if (place === undefined) {
    const isBelow = parsed.segments[0] === "servers";
    throw isBelow
      ? noSuchServer(catalog, parsed, "directory")
      : notBelowServers(catalog, parsed, "directory");
  }
  const { server, rest } = place;
  if (server === undefined) {
    return tree("/servers/", [...catalog.servers.map(describeServer), "index.ts"], "list one of them");
  }
  const unavailable = notReady(server);
  if (unavailable !== undefined) throw unavailable;
  if (rest.length === 0) return listServer(server, options);
  const file = fileMeant(catalog, parsed);
  throw file === undefined ? noSuchDirectory(server, parsed) : isFile(pathOf(file));
}

function isFile(path: string): RunbyteError {
  return new RunbyteError("bad-argument", `'${path}' is a file: use read_file`);
}

function describeServer(server: CatalogServer): string {
  const count = server.tools.length;
  return `${server.name}/ (${stateOf(server) ?? `${count} ${count === 1 ? "function" : "functions"}`})`;
}

function listServer(server: CatalogServer, { withDescriptions }: ListingOptions): string {
  const entries = server.tools.map(({ identifier, description }) => {
    const sentence = withDescriptions ? firstSentence(description ?? "") : "";
    return `${identifier}.ts${sentence === "" ? "" : ` - ${sentence}`}`;
  });
  const next = withDescriptions
    ? "list without descriptions"
    : "read_file tells the nearest name for one that you guess";
  return tree(`/servers/${server.name}/`, [...entries, "index.ts"], next) + noteDropped(server);
}

function noteDropped({ dropped }: CatalogServer): string {
  if (dropped.length === 0) return "";
  const named = dropped.slice(0, DROPPED).map(({ name, reason }) =>
    `${truncate(cleanLine(name), 60)} (${truncate(cleanLine(reason), 100)})`
  );
  const rest = dropped.length > DROPPED ? ", …" : "";
  return `Not usable: ${dropped.length} of the server's tools: ${named.join(", ")}${rest}\n`;
}

function noSuchDirectory(server: CatalogServer, path: VfsPath): RunbyteError {
  return new RunbyteError(
    "not-found",
    `directory '${path.shown}' not found: '/servers/${server.name}' has files only`,
  );
}

/** `next` is what to do when the listing had to be cut. */
function tree(header: string, entries: readonly string[], next: string): string {
  const last = entries.length - 1;
  const lines = entries.map((entry, n) => `${n === last ? "└── " : "├── "}${entry}`);
  return cutText([header, ...lines].join("\n") + "\n", (left) => `└── … ${left} more entries: ${next}`);
}
