/**
 * A tool and where it is.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../../../src/catalog/catalog.ts";

/** A tool and the server that has it. */
export interface Place {
  readonly server: CatalogServer;
  readonly tool: CatalogTool;
}

/** Returns the tools of all servers. */
export function placesOf({ servers }: Catalog): readonly Place[] {
  return servers.flatMap((server) => server.tools.map((tool) => ({ server, tool })));
}

/** Returns the path of a tool's file. */
export function pathOf({ server, tool }: Place): string {
  return `/servers/${server.name}/${tool.identifier}.ts`;
}

/** Returns a name that no other tool has. */
export function nameOf({ server, tool }: Place): string {
  return `${server.name}/${tool.identifier}`;
}
