/**
 * Small catalogs for unit tests.
 *
 * @module
 */

import { buildCatalog, type Catalog } from "../../src/catalog/catalog.ts";
import { parseServerName, type ServerName } from "../../src/names.ts";
import { parseToolDefinition, type ServerSnapshot, type ToolDefinition } from "../../src/tool.ts";

/** Returns a catalog of servers that are ready (name → `tools/list`), with other servers beside them. */
export function catalogOf(
  servers: Readonly<Record<string, readonly unknown[]>>,
  others: readonly ServerSnapshot[] = [],
): Catalog {
  const ready = Object.entries(servers).map(([name, tools]): ServerSnapshot => ({
    name: serverName(name),
    status: "ready",
    tools: tools.map(toolOf),
    dropped: [],
  }));
  return buildCatalog([...ready, ...others]);
}

/** Returns a server's name, which has to be a valid one. */
export function serverName(text: string): ServerName {
  const parsed = parseServerName(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.name;
}

function toolOf(entry: unknown): ToolDefinition {
  const parsed = parseToolDefinition(entry);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.tool;
}
