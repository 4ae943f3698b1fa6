/**
 * The JavaScript that a guest runs in place of the `.ts` an agent reads.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { exportNames, rootExportNames, toolExportNames } from "./export_names.ts";
import { quote, quoteKey } from "./quote.ts";

/** Modules by canonical path. */
export type RuntimeModules = ReadonlyMap<string, string>;

/**
 * Which of the names beside the identifiers a program may use. Those it does not are left out: a module stays quick to
 * load, and `Object.keys` of it shows every tool once.
 */
export interface NeededNames {
  /** Whether a tool's or server's own name is needed. */
  readonly needsName: (name: string) => boolean;
  /** Whether the object of all tools is needed under this name (`default`, or the server's own). */
  readonly needsTools: (name: string) => boolean;
}

const servers = new WeakMap<CatalogServer, string>();

/**
 * Returns the runtime module of a server, with the names that a program needs. Where it wants the tools as one object, a
 * second module is put before it: the object is that one's namespace.
 */
export function serverRuntime(server: CatalogServer, needed: NeededNames): RuntimeModules {
  const names = exportNames(server);
  const aliases = names.flatMap((exported) =>
    exported.kind === "tool" && exported.name !== exported.tool.identifier && needed.needsName(exported.name)
      ? [`export { ${exported.tool.identifier} as ${quoteKey(exported.name)} };\n`]
      : []
  );
  const tools = flatRuntime(server) + aliases.join("");
  const objects = names.filter(({ kind, name }) => kind === "tools" && needed.needsTools(name));
  const path = `/servers/${server.name}`;
  if (objects.length === 0) return new Map([[path, tools]]);
  const inner = `/tools/${server.name}`;
  return new Map([
    [inner, tools],
    [path, withObjects(inner, objects)],
  ]);
}

/**
 * Returns all tools of a server in one flat module, under their identifiers: a guest loads it in a fraction of the time
 * that one module per tool takes. Its own bindings begin with `$`, which no identifier of the catalog contains.
 */
export function flatRuntime(server: CatalogServer): string {
  const known = servers.get(server);
  if (known !== undefined) return known;
  const text = [
    `import { bind as $bind } from "runbyte:tools";`,
    `const $tool = $bind(${quote(server.name)});`,
    ...server.tools.map(({ identifier, name }) => `export const ${identifier} = $tool(${quote(name)});`),
  ].join("\n") + "\n";
  servers.set(server, text);
  return text;
}

/** Returns the runtime module of one tool: the same function that the server's module exports. */
export function toolRuntime(server: CatalogServer, tool: CatalogTool): string {
  const names = toolExportNames(tool).map((name) =>
    name === tool.identifier ? name : `${tool.identifier} as ${quoteKey(name)}`
  );
  return `export { ${names.join(", ")} } from ${quote(`/servers/${server.name}`)};\n`;
}

/** Returns the runtime module of `/servers`: one namespace per server that is ready. */
export function rootRuntime(catalog: Catalog, needed: NeededNames): RuntimeModules {
  const names = rootExportNames(catalog);
  const all = names.flatMap((exported) =>
    exported.kind === "server" &&
      (exported.name === exported.server.identifier || needed.needsName(exported.name))
      ? [exportNamespace(exported.name, `/servers/${exported.server.name}`)]
      : []
  ).join("");
  const objects = names.filter(({ kind, name }) => kind === "servers" && needed.needsTools(name));
  if (objects.length === 0) return new Map([["/servers", all]]);
  const inner = "/tools";
  return new Map([
    [inner, all],
    ["/servers", withObjects(inner, objects)],
  ]);
}

/** Returns the module under another path for a server: what {@linkcode serverRuntime} exports. */
export function serverAlias(server: CatalogServer, needed: NeededNames): string {
  const from = quote(`/servers/${server.name}`);
  return `export * from ${from};\n` +
    (needed.needsTools("default") ? `export { default } from ${from};\n` : "");
}

/** Everything of another module, and its namespace under these names. */
function withObjects(inner: string, objects: readonly { readonly name: string }[]): string {
  return `export * from ${quote(inner)};\n` +
    objects.map(({ name }) => exportNamespace(name, inner)).join("");
}

function exportNamespace(name: string, from: string): string {
  const key = quoteKey(name);
  if (key === name) return `export * as ${key} from ${quote(from)};\n`;
  // QuickJS (2025-12-22) takes a string as the name of any export but this one. The local name is another for each name.
  const local = `$${Array.from(name, (character) => character.codePointAt(0)?.toString(36)).join("_")}`;
  return `import * as ${local} from ${quote(from)};\nexport { ${local} as ${key} };\n`;
}
