/**
 * The `index.ts` of a server and that of `/servers`.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../catalog/catalog.ts";
import { quote } from "./quote.ts";

/** Returns the module of a server for the type checker: one explicit export per tool. */
export function checkerIndex(server: CatalogServer): string {
  return lines(server.tools.map(({ identifier }) => `export { ${identifier} } from "./${identifier}";`));
}

/** Returns the module of `/servers` for the type checker: one namespace per server that is ready. */
export function checkerRoot(catalog: Catalog): string {
  const ready = catalog.servers.filter(({ status }) => status === "ready");
  return lines(ready.map(({ name, identifier }) => {
    // A name such as `data.json` would be taken for a file with that extension.
    const path = name.includes(".") ? `./${name}/index` : `./${name}`;
    return `export * as ${identifier} from ${quote(path)};`;
  }));
}

/** Returns the text of a server's `index.ts`. */
export function serverIndex(server: CatalogServer): string {
  return checkerIndex(server);
}

/** Returns the text of `/servers/index.ts`. */
export function rootIndex(catalog: Catalog): string {
  return checkerRoot(catalog);
}

/** A module without exports would be a script to the checker. */
function lines(exports: readonly string[]): string {
  return exports.length === 0 ? "export {};\n" : exports.join("\n") + "\n";
}
