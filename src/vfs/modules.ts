/**
 * What a program imports, and the JavaScript it gets.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import {
  type NeededNames,
  rootRuntime,
  type RuntimeModules,
  serverAlias,
  serverRuntime,
  toolRuntime,
} from "../codegen/runtime_module.ts";
import { mentionsOf } from "./mentions.ts";

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
 * Returns what a specifier in a program (which lies at `/program.ts`) stands for: `servers`, `servers/N`, `servers/N/tool`,
 * each with `./`, `/`, `../` or nothing in front and with or without `.ts`, `.js`, `/index`, `/index.ts` behind. N is a
 * server's name, or its identifier; a tool goes by its identifier, or by its own name. What is called as it is written
 * wins over what is called so without an ending, as in the guest's module loader.
 * `undefined` when the specifier is none of these or its server is not ready.
 */
export function resolveSpecifier(catalog: Catalog, specifier: string): ImportTarget | undefined {
  return locate(catalog, specifier)?.target;
}

/**
 * Returns the servers that a program's imports touch, to wait for before it runs: `"all"` when it imports `/servers` or
 * computes a specifier. A name with a dot is given in both readings (`data.ts` and `data`); names that no server has may be
 * among them.
 */
export function serversOfImports(catalog: Catalog, imports: Imports): readonly string[] | "all" {
  if (imports.computed) return "all";
  const names = new Set<string>();
  for (const path of imports.specifiers.map(modulePath)) {
    if (path === undefined) continue;
    for (const candidate of endings(path)) {
      const [, top, name] = candidate.split("/");
      if (top !== "servers") continue;
      if (name === undefined) return "all";
      names.add(serverCalled(catalog, name)?.name ?? name);
    }
  }
  return [...names].sort();
}

/**
 * Returns the modules that a program needs, by canonical path (`/servers`, `/servers/N`, `/servers/N/tool`): those its
 * imports name and those they import in turn; all there are when a specifier is computed. What is imported under another
 * name is there under that one too.
 *
 * @param code The program's JavaScript: names that it does not mention are left out, but for the identifiers.
 */
export function modulesFor(catalog: Catalog, imports: Imports, code: string): RuntimeModules {
  const modules = new Map<string, string>();
  const needed = mentionsOf(code);
  const add = (more: RuntimeModules) => more.forEach((text, path) => modules.set(path, text));
  const addRoot = () => {
    add(rootRuntime(catalog, needed));
    catalog.servers.filter(isReady).forEach((server) => add(serverRuntime(server, needed)));
  };
  if (imports.computed) {
    addRoot();
    catalog.servers.filter(isReady).forEach((server) => add(toolModules(server, needed)));
  }
  for (const specifier of imports.specifiers) {
    const found = locate(catalog, specifier);
    if (found?.target.kind === "servers") addRoot();
    else if (found) {
      add(serverRuntime(found.target.server, needed));
      if (!modules.has(found.path)) modules.set(found.path, moduleOf(found.target, needed));
    }
  }
  return modules;
}

/** The modules below a server: under identifiers, and under the tools' own names where the program has them. */
function toolModules(server: CatalogServer, needed: NeededNames): RuntimeModules {
  const modules = new Map<string, string>();
  const add = (name: string, tool: CatalogTool) => {
    const path = `/servers/${server.name}/${name}`;
    if (!modules.has(path)) modules.set(path, toolRuntime(server, tool));
  };
  server.tools.forEach((tool) => add(tool.identifier, tool));
  server.tools.filter(({ name }) => needed.needsName(name)).forEach((tool) => add(tool.name, tool));
  return modules;
}

function moduleOf(target: Exclude<ImportTarget, { kind: "servers" }>, needed: NeededNames): string {
  return target.kind === "server"
    ? serverAlias(target.server, needed)
    : toolRuntime(target.server, target.tool);
}

/** What a specifier stands for, and the path under which the guest looks for it. */
interface Located {
  readonly target: ImportTarget;
  readonly path: string;
}

function locate(catalog: Catalog, specifier: string): Located | undefined {
  const written = modulePath(specifier);
  if (written === undefined) return undefined;
  for (const path of endings(written)) {
    const target = targetAt(catalog, path);
    if (target) return { target, path };
  }
  return undefined;
}

function targetAt(catalog: Catalog, path: string): ImportTarget | undefined {
  const [, top, name, ...rest] = path.split("/");
  if (top !== "servers") return undefined;
  if (name === undefined) return { kind: "servers" };
  const server = serverCalled(catalog, name);
  if (!server || !isReady(server)) return undefined;
  if (rest.length === 0) return { kind: "server", server };
  // A tool's own name may hold slashes.
  const called = rest.join("/");
  const tool = server.tools.find(({ identifier }) => identifier === called) ??
    server.tools.find(({ name }) => name === called);
  return tool && { kind: "tool", server, tool };
}

/** Returns the server of this name or, where there is none, of this identifier. */
export function serverCalled({ servers }: Catalog, called: string): CatalogServer | undefined {
  return servers.find(({ name }) => name === called) ??
    servers.find(({ identifier }) => identifier === called);
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

/** Returns the absolute path of a specifier; `undefined` for one that does not lead below `/servers`. */
export function modulePath(specifier: string): string | undefined {
  if (!/^(?:\.{0,2}\/|servers(?:\.[jt]s)?(?:\/|$))/.test(specifier)) return undefined;
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
