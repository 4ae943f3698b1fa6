/**
 * What a program imports, and the JavaScript it gets.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { rootRuntime, serverRuntime, toolRuntime } from "../codegen/runtime_module.ts";

/** The imports of a program, as its emit found them. */
export interface Imports {
  /** The literal specifiers of `import`, `export … from` and `import()`. */
  readonly specifiers: readonly string[];
  /** Whether an `import()` computes its specifier, so that anything may be imported. */
  readonly computed: boolean;
}

/** What a specifier stands for. */
export type ImportTarget =
  | { readonly kind: "servers" }
  | { readonly kind: "server"; readonly server: CatalogServer }
  | { readonly kind: "tool"; readonly server: CatalogServer; readonly tool: CatalogTool };

/**
 * Returns what a specifier in a program (which lies at `/program.ts`) stands for: `./servers`, `./servers/N`,
 * `./servers/N/tool`, each with `.`, `/` or `../` in front and with or without `.ts`, `.js`, `/index`, `/index.ts` behind.
 * A name that exists as it is written wins over one that exists without its ending, as in the guest's module loader.
 * `undefined` when the specifier is none of these or its server is not ready.
 */
export function resolveSpecifier(catalog: Catalog, specifier: string): ImportTarget | undefined {
  const path = modulePath(specifier);
  return path === undefined ? undefined : firstOf(endings(path), (candidate) => targetAt(catalog, candidate));
}

/**
 * Returns the servers that a program's imports touch, to wait for before it runs: `"all"` when it imports `/servers` or
 * computes a specifier. A name with a dot is given in both readings (`data.ts` and `data`); names that no server has may be
 * among them.
 */
export function serversOfImports(imports: Imports): readonly string[] | "all" {
  if (imports.computed) return "all";
  const names = new Set<string>();
  for (const path of imports.specifiers.map(modulePath)) {
    if (path === undefined) continue;
    for (const candidate of endings(path)) {
      const [, top, name] = candidate.split("/");
      if (top !== "servers") continue;
      if (name === undefined) return "all";
      names.add(name);
    }
  }
  return [...names].sort();
}

/**
 * Returns the modules that a program needs, by canonical path (`/servers`, `/servers/N`, `/servers/N/tool`): those its
 * imports name and those they import in turn; all there are when a specifier is computed.
 */
export function modulesFor(catalog: Catalog, imports: Imports): ReadonlyMap<string, string> {
  const modules = new Map<string, string>();
  if (imports.computed) {
    addRoot(modules, catalog);
    for (const server of catalog.servers.filter(isReady)) {
      server.tools.forEach((tool) => addTool(modules, server, tool));
    }
  }
  for (const specifier of imports.specifiers) {
    const target = resolveSpecifier(catalog, specifier);
    if (target?.kind === "servers") addRoot(modules, catalog);
    if (target?.kind === "server") addServer(modules, target.server);
    if (target?.kind === "tool") addTool(modules, target.server, target.tool);
  }
  return modules;
}

function addRoot(modules: Map<string, string>, catalog: Catalog): void {
  modules.set("/servers", rootRuntime(catalog));
  catalog.servers.filter(isReady).forEach((server) => addServer(modules, server));
}

function addServer(modules: Map<string, string>, server: CatalogServer): void {
  modules.set(`/servers/${server.name}`, serverRuntime(server));
}

function addTool(modules: Map<string, string>, server: CatalogServer, tool: CatalogTool): void {
  addServer(modules, server);
  modules.set(`/servers/${server.name}/${tool.identifier}`, toolRuntime(server, tool));
}

function targetAt(catalog: Catalog, path: string): ImportTarget | undefined {
  const [, top, name, identifier, ...deeper] = path.split("/");
  if (top !== "servers" || deeper.length > 0) return undefined;
  if (name === undefined) return { kind: "servers" };
  const server = catalog.servers.find((server) => server.name === name && isReady(server));
  if (server === undefined || identifier === undefined) return server && { kind: "server", server };
  const tool = server.tools.find((tool) => tool.identifier === identifier);
  return tool && { kind: "tool", server, tool };
}

/** The readings of a path, the most literal first. */
function endings(path: string): readonly string[] {
  const plain = [
    path,
    path.replace(/\.[jt]s$/, ""),
    path.replace(/\/index$/, ""),
    path.replace(/\/index\.[jt]s$/, ""),
  ];
  return [...new Set(plain)];
}

/** Returns the absolute path of a specifier; `undefined` for a bare one and for one that does not lead below `/servers`. */
export function modulePath(specifier: string): string | undefined {
  if (!/^\.{0,2}\//.test(specifier)) return undefined;
  const path: string[] = [];
  for (const segment of specifier.split("/")) {
    if (segment === "..") path.pop();
    else if (segment !== "" && segment !== ".") path.push(segment);
  }
  return /^servers(?:\.[jt]s)?$/.test(path[0] ?? "") ? `/${path.join("/")}` : undefined;
}

function isReady(server: CatalogServer): boolean {
  return server.status === "ready";
}

function firstOf<In, Out>(values: readonly In[], find: (value: In) => Out | undefined): Out | undefined {
  for (const value of values) {
    const found = find(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
