/**
 * A server's tools: every page of `tools/list`, read leniently.
 *
 * @module
 */

import { isJsonObject, type JsonObject } from "../json.ts";
import { type DroppedTool, parseToolDefinition, type ToolDefinition } from "../tool.ts";

/** What a server offers. */
export interface ToolList {
  readonly tools: readonly ToolDefinition[];
  /** What could not be used. */
  readonly dropped: readonly DroppedTool[];
  /** How long the list may be used for, where the server says so (since revision 2026-07-28). */
  readonly ttlMs?: number;
}

/** Far above any server that is meant to be listed, far below what would fill the memory. */
const MOST = { pages: 1_000, tools: 2_000, dropped: 2_000 } as const;

/**
 * Reads a tool list. A server whose pages do not end keeps the tools of the pages before the first cursor that came
 * twice, and of the first 1,000 pages. Of more than 2,000 tools the first 2,000 are kept, and the rest is one dropped entry.
 *
 * @param fetchPage returns the result of `tools/list` with these params.
 * @param faultOf says why a tool must not be used over this connection, if so.
 * @throws {Error} when a result has no list of tools, and whatever `fetchPage` throws.
 */
export async function listTools(
  fetchPage: (params: JsonObject) => Promise<unknown>,
  faultOf: (tool: ToolDefinition) => string | undefined = () => undefined,
): Promise<ToolList> {
  const tools = new Map<string, ToolDefinition>();
  const dropped: DroppedTool[] = [];
  const cursors = new Set<string>();
  let entries = 0;
  let ttlMs = Infinity;
  let cursor: string | undefined;
  const result = () => ({
    tools: [...tools.values()],
    dropped,
    ...(ttlMs === Infinity ? {} : { ttlMs }),
  });
  do {
    const page = await fetchPage(cursor === undefined ? {} : { cursor });
    if (!isJsonObject(page) || !Array.isArray(page["tools"])) throw new Error("its tool list is not a list");
    ttlMs = Math.min(ttlMs, lifetime(page["ttlMs"]));
    for (const entry of page["tools"]) {
      const full = fullness(tools.size, dropped.length);
      if (full !== undefined) {
        dropped.push({ name: "…", reason: full });
        return result();
      }
      take(entry, ++entries, { tools, dropped, faultOf });
    }
    cursor = nextCursor(page["nextCursor"]);
    if (cursor === undefined) break;
    const end = cursors.has(cursor)
      ? "its list of tools goes round in circles"
      : cursors.size + 1 >= MOST.pages
      ? `its list of tools does not end: only the first ${entries} were read`
      : undefined;
    if (end !== undefined) {
      dropped.push({ name: `#${entries + 1}`, reason: end });
      break;
    }
    cursors.add(cursor);
  } while (cursor !== undefined);
  return result();
}

/** Why no more entries are read, if so. */
function fullness(tools: number, dropped: number): string | undefined {
  if (tools >= MOST.tools) return `more tools than ${MOST.tools}`;
  return dropped >= MOST.dropped ? `more unusable tools than ${MOST.dropped}` : undefined;
}

function take(
  entry: unknown,
  position: number,
  { tools, dropped, faultOf }: {
    readonly tools: Map<string, ToolDefinition>;
    readonly dropped: DroppedTool[];
    readonly faultOf: (tool: ToolDefinition) => string | undefined;
  },
): void {
  const parsed = parseToolDefinition(entry);
  const fault = parsed.ok ? faultOf(parsed.tool) : undefined;
  if (!parsed.ok) {
    const name = isJsonObject(entry) && typeof entry["name"] === "string" ? entry["name"] : "";
    dropped.push({ name: name === "" ? `#${position}` : name, reason: parsed.reason });
  } else if (tools.has(parsed.tool.name)) {
    dropped.push({ name: parsed.tool.name, reason: "a tool of this name came before" });
  } else if (fault !== undefined) {
    dropped.push({ name: parsed.tool.name, reason: fault });
  } else {
    tools.set(parsed.tool.name, parsed.tool);
  }
}

/** A page without a usable `ttlMs` is good until the server says that it is not. */
function lifetime(ttlMs: unknown): number {
  return typeof ttlMs === "number" && ttlMs >= 0 ? ttlMs : Infinity;
}

/** An empty cursor is what some servers mean by none. */
function nextCursor(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
