/**
 * What to say about a path that leads nowhere.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../catalog/catalog.ts";
import { RunbyteError } from "../errors.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import type { VfsPath } from "./path.ts";

/** Most servers that an error names: the reader wants the one meant, not a directory listing. */
const NAMED = 12;

/** Longest reason of a failed server that is shown, in UTF-16 code units. */
const REASON_LENGTH = 200;

/** Returns why a server cannot be used now, as half a sentence; `undefined` when it can. */
export function stateOf(server: CatalogServer): string | undefined {
  switch (server.status) {
    case "ready":
      return undefined;
    case "connecting":
      return "connecting…";
    case "failed": {
      const reason = truncate(cleanLine(server.reason ?? ""), REASON_LENGTH);
      return reason === "" ? "failed" : `failed: ${reason}`;
    }
  }
}

/** Returns the error for a server that is not ready: `unavailable`, with its state and what to do. */
export function notReady(server: CatalogServer): RunbyteError | undefined {
  if (server.status === "ready") return undefined;
  return new RunbyteError(
    "unavailable",
    server.status === "connecting"
      ? `server '${server.name}' is still connecting: try again in a moment`
      : `server '${server.name}' is not available (${stateOf(server)}): the other servers can be used`,
  );
}

/** Returns the error for a server that is not in the catalog. */
export function noSuchServer(
  catalog: Catalog,
  path: VfsPath,
  kind: "directory" | "file" | "import",
): RunbyteError {
  const names = catalog.servers.map(({ name }) => name);
  const [, wanted = "", ...rest] = path.segments;
  const near = nearest(wanted, names);
  const suggestion = near === undefined
    ? ""
    : `did you mean '/servers/${[near, ...rest].map(cleanLine).join("/")}'? `;
  return new RunbyteError(
    "not-found",
    `${kind} '${path.shown}' not found: ${suggestion}Available servers: ${list(names)}`,
  );
}

/** Returns the error for a file that its server does not have. */
export function noSuchFile(server: CatalogServer, path: VfsPath): RunbyteError {
  const wanted = path.segments.slice(2).join("/").replace(/\.[jt]s$/, "");
  const near = toolNear(server, wanted);
  const next = near === undefined
    ? `list_directory '/servers/${server.name}' shows its files`
    : `did you mean '/servers/${server.name}/${near}.ts'?`;
  return new RunbyteError("not-found", `file '${path.shown}' not found: ${next}`);
}

/** Returns the error for a path that is not below `/servers`. */
export function notBelowServers(path: VfsPath, kind: "directory" | "file" | "import"): RunbyteError {
  const [first = "", ...rest] = path.segments;
  const isNear = nearest(first, ["servers"]) !== undefined;
  const next = isNear
    ? `did you mean '${["/servers", ...rest].map(cleanLine).join("/")}'?`
    : "paths start with '/servers'";
  return new RunbyteError("not-found", `${kind} '${path.shown}' not found: ${next}`);
}

/** Returns the identifier of the tool that was most likely meant by an identifier, a tool's own name or something near. */
export function toolNear(server: CatalogServer, wanted: string): string | undefined {
  const exact = server.tools.find(({ name }) => name === wanted);
  return (exact ?? server.tools.find(({ identifier }) => identifier === wanted))?.identifier ??
    nearest(wanted, server.tools.map(({ identifier }) => identifier));
}

function list(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
