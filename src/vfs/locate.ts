/**
 * From a path to a file: as it is written, or as it can only be meant.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { meant } from "../meant.ts";
import { parsePath, type VfsPath } from "./path.ts";

/** A file of the virtual file system. */
export type VfsFile =
  | { readonly kind: "root-index" }
  | { readonly kind: "server-index"; readonly server: CatalogServer }
  | { readonly kind: "tool"; readonly server: CatalogServer; readonly tool: CatalogTool };

/** Returns the path of a file. */
export function pathOf(file: VfsFile): string {
  switch (file.kind) {
    case "root-index":
      return "/servers/index.ts";
    case "server-index":
      return `/servers/${file.server.name}/index.ts`;
    case "tool":
      return `/servers/${file.server.name}/${file.tool.identifier}.ts`;
  }
}

/** Returns the file at a path, or `undefined` when there is none. A server that is not ready has no files. */
export function fileAt({ servers }: Catalog, { segments }: VfsPath): VfsFile | undefined {
  const [top, second, third, ...deeper] = segments;
  if (top !== "servers" || second === undefined || deeper.length > 0) return undefined;
  const server = servers.find(({ name }) => name === second);
  if (third === undefined) {
    return server === undefined && isIndex(second) ? { kind: "root-index" } : undefined;
  }
  if (server?.status !== "ready") return undefined;
  if (isIndex(third)) return { kind: "server-index", server };
  const tool = server.tools.find(({ identifier }) => third === `${identifier}.ts` || third === identifier);
  return tool && { kind: "tool", server, tool };
}

/**
 * Returns the file that a path leads to or can only mean: a directory's index; another case, ending, separator or number;
 * a tool's own name; `/servers` left out; a slip of the pen. `undefined` where there is none, or where two are equally near.
 */
export function fileMeant(catalog: Catalog, path: VfsPath): VfsFile | undefined {
  const exact = fileAt(catalog, path);
  if (exact !== undefined) return exact;
  const place = placeMeant(catalog, path);
  if (place === undefined) {
    const [only, ...others] = toolsCalled(catalog, path);
    return others.length === 0 ? only : undefined;
  }
  const { server, rest } = place;
  if (server === undefined) return { kind: "root-index" };
  if (server.status !== "ready") return undefined;
  if (rest.length === 0 || (rest.length === 1 && isIndex(rest[0] ?? ""))) {
    return { kind: "server-index", server };
  }
  const tool = toolMeant(server, rest.join("/"));
  return tool && { kind: "tool", server, tool };
}

/** Where a path leads: a server and what follows, or (without a server) `/servers` itself. */
export interface Place {
  readonly server?: CatalogServer;
  readonly rest: readonly string[];
}

/** Returns the server that a path lies in or can only mean, and the path below it; `undefined` where there is none. */
export function placeMeant({ servers }: Catalog, { segments }: VfsPath): Place | undefined {
  const [top, ...below] = segments;
  if (top === undefined) return { rest: [] };
  const isTop = /^servers?$/i.test(top);
  const [first, ...rest] = isTop ? below : segments;
  if (first === undefined) return { rest: [] };
  const server = serverCalled(servers, first);
  if (server !== undefined) return { server, rest };
  return rest.length === 0 && isIndex(first) ? { rest: [] } : undefined;
}

/**
 * Returns the servers to wait for before a path is listed or read: the one that it lies in or can only mean, `"all"` for what
 * tells of all or names none, none for a server that there is not.
 *
 * @throws {RunbyteError} `bad-argument` when a segment of the path is `..`.
 */
export function serversOfPath(catalog: Catalog, text: string): readonly string[] | "all" {
  const path = parsePath(text);
  const place = placeMeant(catalog, path);
  if (place?.server !== undefined) return [place.server.name];
  return place !== undefined || path.segments.length === 1 ? "all" : [];
}

function serverCalled(servers: readonly CatalogServer[], called: string): CatalogServer | undefined {
  const names = ({ name, identifier }: CatalogServer) => [name, identifier];
  return servers.find(({ name }) => name === called) ??
    servers.find(({ identifier }) => identifier === called) ??
    meant(called, servers, names) ?? meant(withoutEnding(called), servers, names);
}

/** Returns the tool that a name below a server can only mean. */
function toolMeant({ tools }: CatalogServer, written: string): CatalogTool | undefined {
  const path = written.replace(/\/index(?:\.[^/]*)?$/i, "");
  for (const called of new Set([path, withoutEnding(path)])) {
    const tool = tools.find(({ identifier }) => identifier === called) ??
      tools.find(({ name }) => name === called);
    if (tool !== undefined) return tool;
  }
  return meant(withoutEnding(path), tools, ({ name, identifier }) => [identifier, name]);
}

/** Returns the tools that a path without a server names, spelled rightly: the name is enough where only one has it. */
export function toolsCalled({ servers }: Catalog, { segments }: VfsPath): readonly VfsFile[] {
  const [called = "", ...deeper] = segments;
  if (deeper.length > 0) return [];
  const plain = withoutEnding(called);
  return servers.flatMap((server) =>
    server.tools.filter(({ name, identifier }) => identifier === plain || name === plain)
      .map((tool) => ({ kind: "tool", server, tool } as const))
  );
}

function withoutEnding(name: string): string {
  return name.replace(/\.(?:d\.)?[cm]?[jt]sx?$/i, "");
}

function isIndex(segment: string): boolean {
  return /^(?:index|index\.(?:d\.)?[cm]?[jt]sx?)$/.test(segment);
}
