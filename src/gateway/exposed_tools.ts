/**
 * The tools that the agent is offered directly, beside Runbyte's own: those that the config's `expose` names.
 *
 * @module
 */

import type { Catalog, CatalogServer, CatalogTool } from "../catalog/catalog.ts";
import type { JsonObject } from "../json.ts";
import type { ServerName } from "../names.ts";
import { concernsServer, concernsTool } from "./expose_pattern.ts";
import { exposeDefinition } from "./exposed_definition.ts";
import { nameTools, prefixedName } from "./exposed_names.ts";

/** A tool under the name by which the agent calls it. */
export interface ExposedTool {
  readonly name: string;
  /** Its name with the server's in front, which it has where its own clashes, and answers to anyway. */
  readonly prefixed: string;
  readonly server: ServerName;
  readonly tool: CatalogTool;
  /** Its entry in `tools/list`. */
  readonly entry: JsonObject;
}

/** What the operator should know of a tool that was to be offered directly. */
export interface ExposureFault {
  readonly server: string;
  readonly tool: string;
  /** `dropped`: it is not offered; `changed`: some members of its definition are left out. */
  readonly kind: "dropped" | "changed";
  readonly reason: string;
}

/**
 * Returns the tools that the patterns name, in the catalog's order. Equal catalogs give equal names and entries. Each tool
 * that cannot be offered as it is goes to `onFault`.
 */
export function exposeTools(
  servers: Catalog["servers"],
  patterns: readonly string[],
  onFault: (fault: ExposureFault) => void = () => {},
): readonly ExposedTool[] {
  const chosen = servers.flatMap((server) => chooseTools(server, patterns));
  const names = nameTools(chosen.map(({ server, tool }) => ({ server, tool: tool.name })));
  return chosen.flatMap(({ server, tool }, index): ExposedTool[] => {
    const about = { server, tool: tool.name };
    const name = names[index];
    if (name === undefined) {
      onFault({ ...about, kind: "dropped", reason: "its name cannot be told from another's" });
      return [];
    }
    const { entry, faults } = exposeDefinition(tool, name);
    if (faults.length > 0) {
      onFault({ ...about, kind: entry === undefined ? "dropped" : "changed", reason: faults.join(", ") });
    }
    return entry === undefined ? [] : [{ name, prefixed: prefixedName(about), server, tool, entry }];
  });
}

function chooseTools({ name: server, tools }: CatalogServer, patterns: readonly string[]) {
  const concerning = patterns.filter((pattern) => concernsServer(pattern, server));
  return tools.filter(({ name }) => concerning.some((pattern) => concernsTool(pattern, server, name)))
    .map((tool) => ({ server, tool }));
}
