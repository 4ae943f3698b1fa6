/**
 * The JavaScript that a guest runs in place of the `.ts` an agent reads.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import { quote } from "./quote.ts";

const servers = new WeakMap<CatalogServer, string>();

/**
 * Returns the runtime module of a server: all its tools in one flat module, which a guest loads in a fraction of the time
 * that one module per tool takes. Its own bindings begin with `$`, which no identifier of the catalog contains.
 */
export function serverRuntime(server: CatalogServer): string {
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
  return `export { ${tool.identifier} } from ${quote(`/servers/${server.name}`)};\n`;
}

/** Returns the runtime module of `/servers`: one namespace per server that is ready. */
export function rootRuntime(catalog: Catalog): string {
  const ready = catalog.servers.filter(({ status }) => status === "ready");
  return ready.map(({ name, identifier }) => `export * as ${identifier} from ${quote(`/servers/${name}`)};\n`)
    .join("");
}
