/**
 * The `index.ts` of a server and that of `/servers`.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../catalog/catalog.ts";
import { quote } from "./quote.ts";

/** Returns the text of a server's `index.ts`: one explicit export per tool. */
export function serverIndex(server: CatalogServer): string {
  return lines(server.tools.map(({ identifier }) => `export { ${identifier} } from "./${identifier}";`));
}

/** Returns the text of `/servers/index.ts`: one namespace per server that is ready. */
export function rootIndex(catalog: Catalog): string {
  const ready = catalog.servers.filter(({ status }) => status === "ready");
  return lines(ready.map(({ name, identifier }) => {
    // A name such as `data.json` would be taken for a file with that extension.
    const path = name.includes(".") ? `./${name}/index` : `./${name}`;
    return `export * as ${identifier} from ${quote(path)};`;
  }));
}

/** A module without exports would be a script to the checker. */
function lines(exports: readonly string[]): string {
  return exports.length === 0 ? "export {};\n" : exports.join("\n") + "\n";
}
