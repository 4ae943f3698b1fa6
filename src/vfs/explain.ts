/**
 * What to say about a path that leads nowhere.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../catalog/catalog.ts";
import { toIdentifier } from "../catalog/identifier.ts";
import { RunbyteError } from "../errors.ts";
import { candidates, meant } from "../meant.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import type { ImportTarget } from "./modules.ts";
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
  return server.status === "connecting"
    ? new RunbyteError("unavailable", `server '${server.name}' is still connecting`, {
      next: "try again in a moment",
    })
    : new RunbyteError("unavailable", `server '${server.name}' is not available (${stateOf(server)})`, {
      next: "the other servers can be used",
    });
}

/** What a path was used for. An import is shown and suggested as it is written in a program. */
export type PathUse = "directory" | "file" | "import";

/** Returns the error for a server that is not in the catalog. */
export function noSuchServer(catalog: Catalog, path: VfsPath, use: PathUse): RunbyteError {
  const [, , ...rest] = path.segments;
  const name = path.segments[1] ?? "";
  const near = nearServer(catalog, name);
  const suggestion = near === undefined ? "" : `did you mean '${existingPath(near, rest, use)}'?`;
  const isClear = meant(name, catalog.servers, (server) => [server.name, server.identifier]) === near;
  const next = [suggestion, ...(near && isClear ? [] : [availableServers(catalog)])].join(" ").trim();
  const shown = `${use === "import" ? "." : ""}${path.shown}`;
  return new RunbyteError("not-found", `${use} '${shown}' not found`, { next });
}

/** Returns the error for a tool that its server has and that the operator's config does not offer, where a name is such. */
export function notOffered(
  { name: server, withheld = [] }: CatalogServer,
  name: string,
): RunbyteError | undefined {
  if (!withheld.some((tool) => tool === name || toIdentifier(tool, "tool") === name)) return undefined;
  const what = `the operator's config does not offer '${
    truncate(cleanLine(name), 100)
  }' of server '${server}'`;
  return new RunbyteError("not-found", what, {
    next: `list_directory '/servers/${server}' shows what it offers`,
  });
}

/** Returns the error for a file that its server does not have, with the nearest ones. `wanted` is the path below the server. */
export function noSuchFile(server: CatalogServer, path: VfsPath, wanted: string): RunbyteError {
  const plain = wanted.replace(/\.[jt]s$/, "");
  const withheld = notOffered(server, plain);
  if (withheld !== undefined) return withheld;
  const near = candidates(plain, server.tools, ({ name, identifier }) => [identifier, name])
    .map(({ identifier }) => identifier);
  const only = near.length === 0 ? toolNear(server, plain) : undefined;
  const files = [...near, ...(only === undefined ? [] : [only])].map((name) =>
    `/servers/${server.name}/${name}.ts`
  );
  return notFound(path, files, `list_directory '/servers/${server.name}' shows its files`);
}

/** Returns the error for a tool's name without its server, where several servers have such a tool. */
export function severalFiles(path: VfsPath, files: readonly string[]): RunbyteError {
  return notFound(path, files.slice(0, 3), "");
}

function notFound(path: VfsPath, near: readonly string[], otherwise: string): RunbyteError {
  const named = near.map((file) => `'${file}'`).join(" or ");
  const next = near.length === 0 ? otherwise : `did you mean ${named}?`;
  return new RunbyteError("not-found", `file '${path.shown}' not found`, { next });
}

/** Returns the error for a path that is not below `/servers`. */
export function notBelowServers(catalog: Catalog, path: VfsPath, use: PathUse): RunbyteError {
  const [first = "", name, ...rest] = path.segments;
  if (nearest(first, ["servers"]) === undefined) {
    return new RunbyteError("not-found", `${use} '${path.shown}' not found`, {
      next: "paths start with '/servers'",
    });
  }
  const near = name === undefined ? undefined : nearServer(catalog, name);
  const meant = near === undefined ? "/servers" : existingPath(near, rest, use);
  return new RunbyteError("not-found", `${use} '${path.shown}' not found`, {
    next: `did you mean '${meant}'?`,
  });
}

/** Returns the error for a name that a module does not export, with what it has instead. */
export function noSuchExport(catalog: Catalog, target: ImportTarget, name: string): RunbyteError {
  const what = `'${specifierOf(target)}' has no '${truncate(cleanLine(name), 100)}'`;
  const error = (next: string) => new RunbyteError("not-found", what, { next });
  if (target.kind === "servers") {
    const server = nearServer(catalog, name);
    if (!server) return error(availableServers(catalog));
    const unavailable = notReady(server);
    return unavailable
      ? new RunbyteError("unavailable", `${what}, ${unavailable.what}`, { next: unavailable.next ?? "" })
      : error(`did you mean '${server.identifier}'?`);
  }
  const withheld = notOffered(target.server, name);
  if (withheld !== undefined) return withheld;
  const near = toolNear(target.server, name);
  if (near === undefined) return error(`list_directory '/servers/${target.server.name}' shows what there is`);
  return error(
    target.kind === "tool" && near !== target.tool.identifier
      ? `import { ${near} } from './servers/${target.server.name}'`
      : `did you mean '${near}'?`,
  );
}

/** Returns the specifier by which a program imports a module. */
export function specifierOf(target: ImportTarget): string {
  switch (target.kind) {
    case "servers":
      return "./servers";
    case "server":
      return `./servers/${target.server.name}`;
    case "tool":
      return `./servers/${target.server.name}/${target.tool.identifier}`;
  }
}

/** Names the servers there are: `Available servers: a, b`. */
export function availableServers(catalog: Catalog): string {
  const names = catalog.servers.map(({ name }) => name);
  if (names.length === 0) return "Available servers: none";
  const more = names.length - NAMED;
  return `Available servers: ${names.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** Returns the server that was most likely meant by a name: its own, its identifier, or something near. */
function nearServer({ servers }: Catalog, wanted: string): CatalogServer | undefined {
  const near = nearest(wanted, servers.map(({ name }) => name)) ??
    nearest(wanted, servers.map(({ identifier }) => identifier));
  return servers.find(({ name, identifier }) => name === near || identifier === near);
}

/** Returns the path of a server, or of its tool that was most likely meant: one that is there. */
function existingPath(server: CatalogServer, rest: readonly string[], use: PathUse): string {
  const folder = `${use === "import" ? "." : ""}/servers/${server.name}`;
  const wanted = rest.join("/").replace(/\.[jt]s$/, "");
  if (use === "directory" || wanted === "") return folder;
  const ending = use === "import" ? "" : ".ts";
  if (wanted.toLowerCase() === "index") return `${folder}/index${ending}`;
  const near = toolNear(server, wanted);
  return near === undefined ? folder : `${folder}/${near}${ending}`;
}

/** Returns the identifier of the tool that was most likely meant by an identifier, a tool's own name or something near. */
export function toolNear(server: CatalogServer, wanted: string): string | undefined {
  const exact = server.tools.find(({ name }) => name === wanted);
  return (exact ?? server.tools.find(({ identifier }) => identifier === wanted))?.identifier ??
    nearest(wanted, server.tools.map(({ identifier }) => identifier));
}
