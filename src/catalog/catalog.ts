/**
 * What there is to call: a snapshot of all servers and their tools, with the identifiers programs use.
 *
 * @module
 */

import type { Identifier, ServerName, ToolName } from "../names.ts";
import type { DroppedTool, ServerSnapshot, ToolDefinition } from "../tool.ts";
import { assignIdentifiers, byCodeUnit } from "./identifier.ts";

/** A tool under the identifier by which programs import it. */
export interface CatalogTool extends ToolDefinition {
  readonly name: ToolName;
  /** Unique within its server, also when case is ignored. */
  readonly identifier: Identifier;
}

/** A downstream server as the agent sees it. One that is not ready has no tools. */
export interface CatalogServer {
  /** The folder below `/servers`. */
  readonly name: ServerName;
  /** The name under which `/servers` exports it; unique in the catalog, also when case is ignored. */
  readonly identifier: Identifier;
  readonly status: ServerSnapshot["status"];
  /** Why it failed. A stranger's text, in part: see `text.ts` before showing it. */
  readonly reason?: string;
  /** Sorted by identifier, in code-unit order. */
  readonly tools: readonly CatalogTool[];
  /** Entries of its tool list that could not be used. */
  readonly dropped: readonly DroppedTool[];
  /** Names of tools that the operator's config does not offer. */
  readonly withheld?: readonly ToolName[];
}

/** All servers, sorted by name in code-unit order. Equal snapshots give an equal catalog, in whatever order they come. */
export interface Catalog {
  readonly servers: readonly CatalogServer[];
}

/** Makes the catalog of these snapshots. Server names are unique, as the keys of the config are. */
export function buildCatalog(snapshots: readonly ServerSnapshot[]): Catalog {
  const identifiers = assignIdentifiers(snapshots.map(({ name }) => name), "server");
  const servers = snapshots.toSorted((a, b) => byCodeUnit(a.name, b.name)).map((snapshot) => {
    const identifier = identifiers.get(snapshot.name);
    if (identifier === undefined) throw new Error(`no identifier for server ${snapshot.name}`);
    return Object.freeze({ name: snapshot.name, identifier, status: snapshot.status, ...describe(snapshot) });
  });
  return Object.freeze({ servers: Object.freeze(servers) });
}

function describe(snapshot: ServerSnapshot): Omit<CatalogServer, "name" | "identifier" | "status"> {
  switch (snapshot.status) {
    case "connecting":
      return { tools: [], dropped: [] };
    case "failed":
      return { reason: snapshot.reason, tools: [], dropped: [] };
    case "ready":
      return toolsOf(snapshot);
  }
}

type ReadySnapshot = Extract<ServerSnapshot, { status: "ready" }>;
type Tools = Pick<CatalogServer, "tools" | "dropped" | "withheld">;

/**
 * The tools of one snapshot, the same objects each time: a change on one server leaves the others' tools as they were,
 * and with them the texts that were already rendered for them.
 */
const known = new WeakMap<ReadySnapshot, Tools>();

function toolsOf(snapshot: ReadySnapshot): Tools {
  const tools = known.get(snapshot) ?? identifyTools(snapshot);
  known.set(snapshot, tools);
  return tools;
}

function identifyTools(snapshot: ReadySnapshot): Tools {
  const byName = new Map<ToolName, ToolDefinition>();
  const repeated: DroppedTool[] = [];
  for (const tool of snapshot.tools) {
    // A call names its tool, so a second tool of the same name could never be called.
    if (byName.has(tool.name)) {
      repeated.push({ name: tool.name, reason: "a tool of this name came earlier in the list" });
    } else byName.set(tool.name, tool);
  }
  const identifiers = assignIdentifiers([...byName.keys()], "tool");
  const tools = [...byName.values()].flatMap((tool) => {
    const identifier = identifiers.get(tool.name);
    return identifier === undefined ? [] : [Object.freeze({ ...tool, identifier })];
  });
  return {
    tools: Object.freeze(tools.toSorted((a, b) => byCodeUnit(a.identifier, b.identifier))),
    dropped: Object.freeze([...snapshot.dropped, ...repeated]),
    ...(snapshot.withheld && { withheld: snapshot.withheld }),
  };
}
