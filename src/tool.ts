/**
 * Tools and servers as the rest of Runbyte sees them: what `tools/list` said, read leniently.
 *
 * @module
 */

import { isJsonObject, type JsonObject } from "./json.ts";
import type { ServerName, ToolName } from "./names.ts";

/** The hints of a tool (MCP `ToolAnnotations`) that an agent is told of. They are a server's claims, not facts. */
export interface ToolHints {
  readonly readOnlyHint?: boolean;
  readonly destructiveHint?: boolean;
  readonly idempotentHint?: boolean;
  readonly openWorldHint?: boolean;
}

/** One entry of a server's `tools/list`. All text in it is a stranger's: see `text.ts` before showing it. */
export interface ToolDefinition {
  readonly name: ToolName;
  readonly title?: string;
  readonly description?: string;
  /** The JSON Schema of the arguments. Absent when the server sent none or sent something that is no object. */
  readonly inputSchema?: JsonObject;
  /** The JSON Schema of `structuredContent`, where the server declares one. */
  readonly outputSchema?: JsonObject;
  readonly hints: ToolHints;
  /**
   * The entry as it came, for those who pass it on as it is; the schemas in it are the ones above. Absent where the
   * definition was not read from a list.
   */
  readonly raw?: JsonObject;
}

/** An entry of `tools/list` that could not be used, and why. */
export interface DroppedTool {
  /** The name it gave, or its position in the list (`#3`). */
  readonly name: string;
  readonly reason: string;
}

/** What is known of one downstream server at one moment. */
export type ServerSnapshot =
  | { readonly name: ServerName; readonly status: "connecting" }
  | { readonly name: ServerName; readonly status: "failed"; readonly reason: string }
  | {
    readonly name: ServerName;
    readonly status: "ready";
    readonly tools: readonly ToolDefinition[];
    readonly dropped: readonly DroppedTool[];
    /** Names of tools that the operator's config leaves out. They are not told, but to whoever uses one. */
    readonly withheld?: readonly ToolName[];
  };

/** Longest tool name accepted, in UTF-16 code units (the MCP specification recommends at most 128). */
const TOOL_NAME_LENGTH = 256;

/**
 * Reads one entry of a `tools/list` result. A field that is malformed is left out; only an entry without a usable
 * name is refused, so that one bad tool does not cost the server.
 */
export function parseToolDefinition(entry: unknown):
  | { readonly ok: true; readonly tool: ToolDefinition }
  | { readonly ok: false; readonly reason: string } {
  if (!isJsonObject(entry)) return { ok: false, reason: "not an object" };
  const { name, title, description, inputSchema, outputSchema, annotations } = entry;
  if (typeof name !== "string" || name === "") return { ok: false, reason: "no name" };
  if (name.length > TOOL_NAME_LENGTH) {
    return { ok: false, reason: `name longer than ${TOOL_NAME_LENGTH} characters` };
  }
  const displayTitle = title ?? (isJsonObject(annotations) ? annotations["title"] : undefined);
  return {
    ok: true,
    tool: {
      name: name as ToolName,
      ...(typeof displayTitle === "string" ? { title: displayTitle } : {}),
      ...(typeof description === "string" ? { description } : {}),
      ...(isJsonObject(inputSchema) ? { inputSchema } : {}),
      ...(isJsonObject(outputSchema) ? { outputSchema } : {}),
      hints: parseHints(annotations),
      raw: entry,
    },
  };
}

function parseHints(annotations: unknown): ToolHints {
  if (!isJsonObject(annotations)) return {};
  const names = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const;
  return Object.fromEntries(
    names.flatMap((name) => typeof annotations[name] === "boolean" ? [[name, annotations[name]]] : []),
  );
}
