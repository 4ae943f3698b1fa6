/**
 * Everything that is generated for a catalog.
 *
 * @module
 */

import type { Catalog } from "../../src/catalog/catalog.ts";
import { editorModules, OWN_FOLDER } from "../../src/checker/editor_modules.ts";
import { rootIndex, serverIndex } from "../../src/codegen/index_module.ts";
import { flatRuntime } from "../../src/codegen/runtime_module.ts";
import type { CatalogServer } from "../../src/catalog/catalog.ts";

/** Renders every module of a catalog as an editor gets it: path → text. */
export async function renderAll(catalog: Catalog): Promise<ReadonlyMap<string, string>> {
  const files = [...await editorModules(catalog, "")].filter(([path]) => !path.startsWith(`${OWN_FOLDER}/`));
  return new Map(files.map(([path, text]) => [`/servers/${path}`, text]));
}

/** Renders every index of a catalog as an agent reads it: path → text. */
export function renderIndexes(catalog: Catalog): ReadonlyMap<string, string> {
  return new Map([
    ["/servers/index.ts", rootIndex(catalog)],
    ...catalog.servers.map((server) => [`/servers/${server.name}/index.ts`, serverIndex(server)] as const),
  ]);
}

/** A `bind` whose functions return what they are bound to. */
const BIND = "data:text/javascript,export const bind = (server) => (tool) => () => [server, tool];";

/** Runs a server's runtime module and returns, for each export, the server and the tool that it would call. */
export async function runRuntime(
  server: CatalogServer,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const text = flatRuntime(server).replace(`"runbyte:tools"`, JSON.stringify(BIND));
  const namespace = await import(`data:text/javascript,${encodeURIComponent(text)}`);
  return Object.fromEntries(Object.keys(namespace).map((name) => [name, namespace[name]()]));
}
