/**
 * `read_file`.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { rootIndex, serverIndex } from "../codegen/index_module.ts";
import { toolModule } from "../codegen/tool_module.ts";
import { RunbyteError } from "../errors.ts";
import { cutText } from "./cut.ts";
import { noSuchFile, noSuchServer, notBelowServers, notReady } from "./explain.ts";
import { parsePath, type VfsPath } from "./path.ts";

/** A file of the virtual file system. */
export type VfsFile =
  | { readonly kind: "root-index" }
  | { readonly kind: "server-index"; readonly server: CatalogServer }
  | { readonly kind: "tool"; readonly tool: CatalogTool };

/**
 * Returns the text of a file, rendered when it is first read, cut to 64 KiB. `.ts` may be missing, as it is in an import.
 *
 * @throws {RunbyteError} `not-found` with a suggestion, `unavailable` when the server is not ready, `bad-argument` for a
 * path with `..` or one that names a directory.
 */
export async function readFile(catalog: Catalog, path: string): Promise<string> {
  const parsed = parsePath(path);
  const file = fileAt(catalog, parsed);
  switch (file?.kind) {
    case "root-index":
      return cutText(rootIndex(catalog), restOfIndex("/servers"));
    case "server-index":
      return cutText(serverIndex(file.server), restOfIndex(`/servers/${file.server.name}`));
    case "tool":
      return cutText(await toolModule(file.tool), restOfTool);
    case undefined:
      throw explainMissing(catalog, parsed);
  }
}

function restOfIndex(folder: string): (lines: number) => string {
  return (lines) =>
    `// … ${lines} more lines: read the file of the one you need, '${folder}' has the same names`;
}

function restOfTool(lines: number): string {
  return `// … the file goes on for ${lines} more lines: call the tool with what is shown, its server checks the arguments`;
}

/** Returns the file at a path, or `undefined` when there is none. A server that is not ready has no files. */
export function fileAt(catalog: Catalog, { segments }: VfsPath): VfsFile | undefined {
  const [top, second, third, ...deeper] = segments;
  if (top !== "servers" || second === undefined || deeper.length > 0) return undefined;
  const server = catalog.servers.find(({ name }) => name === second);
  if (third === undefined) {
    return server === undefined && isIndex(second) ? { kind: "root-index" } : undefined;
  }
  if (server?.status !== "ready") return undefined;
  if (isIndex(third)) return { kind: "server-index", server };
  const tool = server.tools.find(({ identifier }) => third === `${identifier}.ts` || third === identifier);
  return tool && { kind: "tool", tool };
}

function isIndex(segment: string): boolean {
  return segment === "index.ts" || segment === "index";
}

function explainMissing(catalog: Catalog, path: VfsPath): RunbyteError {
  const [top, name, ...rest] = path.segments;
  if (top !== undefined && top !== "servers") return notBelowServers(catalog, path, "file");
  if (name === undefined) return isDirectory(path);
  const server = catalog.servers.find((server) => server.name === name);
  if (server === undefined) return noSuchServer(catalog, path, "file");
  return notReady(server) ?? (rest.length === 0 ? isDirectory(path) : noSuchFile(server, path));
}

function isDirectory({ shown }: VfsPath): RunbyteError {
  const hint = shown === "/" ? "" : `, or read '${shown}/index.ts'`;
  return new RunbyteError("bad-argument", `'${shown}' is a directory: use list_directory${hint}`);
}
