/**
 * The names that the modules of a program export. What runs and what the type check declares are both made from these.
 *
 * Beside the identifier of a tool or server there is its own name, as other MCP clients write it, and a default export:
 * what an agent means by them is unmistakable.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { byCodeUnit } from "../catalog/identifier.ts";

/** One name that a server's module exports, and what it stands for. */
export type ExportedName =
  | { readonly kind: "tool"; readonly name: string; readonly tool: CatalogTool }
  /** The object with the server's tools: the default export, and the server's own name. */
  | { readonly kind: "tools"; readonly name: string };

/** One name that `./servers` exports, and what it stands for. */
export type ExportedServer =
  | { readonly kind: "server"; readonly name: string; readonly server: CatalogServer }
  /** The object with all servers: the default export. */
  | { readonly kind: "servers"; readonly name: string };

const known = new WeakMap<CatalogServer, readonly ExportedName[]>();

/**
 * Returns the names that a server's module exports, each once: the tools' identifiers in the catalog's order, then the
 * tools' own names where they differ, then `default` and the server's identifier and name, unless a tool has taken them.
 */
export function exportNames(server: CatalogServer): readonly ExportedName[] {
  const names = known.get(server) ?? listNames(server);
  known.set(server, names);
  return names;
}

/** Returns the names that a tool's module exports: its identifier, its own name where that differs, and `default`. */
export function toolExportNames({ identifier, name }: CatalogTool): readonly string[] {
  return [...new Set<string>([identifier, ...(isExportable(name) ? [name] : []), "default"])];
}

/** Returns the names that `./servers` exports: an identifier, a name where that differs, for every server that is ready. */
export function rootExportNames(catalog: Catalog): readonly ExportedServer[] {
  const ready = catalog.servers.filter(({ status }) => status === "ready");
  const byName = new Map<string, ExportedServer>();
  for (const server of ready) {
    byName.set(server.identifier, { kind: "server", name: server.identifier, server });
  }
  for (const server of ready) {
    const { name } = server;
    if (isExportable(name) && !byName.has(name)) byName.set(name, { kind: "server", name, server });
  }
  return [...byName.values(), { kind: "servers", name: "default" }];
}

function listNames(server: CatalogServer): readonly ExportedName[] {
  const byName = new Map<string, ExportedName>();
  const add = (exported: ExportedName) => {
    if (!byName.has(exported.name)) byName.set(exported.name, exported);
  };
  for (const tool of server.tools) add({ kind: "tool", name: tool.identifier, tool });
  for (const tool of server.tools.toSorted((a, b) => byCodeUnit(a.name, b.name))) {
    if (isExportable(tool.name)) add({ kind: "tool", name: tool.name, tool });
  }
  for (const name of ["default", server.identifier, server.name]) {
    if (name === "default" || isExportable(name)) add({ kind: "tools", name });
  }
  return [...byName.values()];
}

/**
 * Whether a stranger's name may be an export. `default` is taken, a namespace with `then` would be a thenable, and a
 * name with characters that cannot be seen (or a lone surrogate, which the grammar refuses) is none that anybody writes.
 */
function isExportable(name: string): boolean {
  return name !== "default" && name !== "then" && !/\p{C}/u.test(name);
}
