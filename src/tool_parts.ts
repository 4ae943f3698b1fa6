/**
 * The parts of a tool's definition, and in which of them two definitions differ.
 *
 * @module
 */

import { canonicalJson } from "./canonical_json.ts";
import { isJsonObject } from "./json.ts";
import type { ToolDefinition, ToolHints } from "./tool.ts";

/** What a definition consists of, besides the name. `others` is what only those see who get the entry as it came. */
export const TOOL_PARTS = [
  "title",
  "description",
  "inputSchema",
  "outputSchema",
  "hints",
  "others",
] as const;

/** A part of a definition. */
export type ToolPart = typeof TOOL_PARTS[number];

/** Members of an entry that are parts of their own; and `_meta`, which programs read, and may differ with every listing. */
const NOT_OTHERS = new Set(["name", "title", "description", "inputSchema", "outputSchema", "_meta"]);

const HINTS: ReadonlySet<string> = new Set<keyof ToolHints | "title">(
  ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint", "title"],
);

/** Returns the parts in which two definitions of a tool differ. The order of an object's members means nothing. */
export function changedParts(before: ToolDefinition, after: ToolDefinition): readonly ToolPart[] {
  return TOOL_PARTS.filter((part) => !isSame(partOf(before, part), partOf(after, part)));
}

/** Returns a part of a definition; `undefined` where it has none. */
export function partOf(tool: ToolDefinition, part: ToolPart): unknown {
  return part === "others" ? othersOf(tool) : tool[part];
}

function othersOf({ raw = {} }: ToolDefinition): unknown {
  const others = Object.entries(raw).flatMap(([key, value]) => {
    if (NOT_OTHERS.has(key)) return [];
    if (key !== "annotations" || !isJsonObject(value)) return [[key, value]];
    const unknown = Object.entries(value).filter(([name]) => !HINTS.has(name));
    return unknown.length === 0 ? [] : [[key, Object.fromEntries(unknown)]];
  });
  return others.length === 0 ? undefined : Object.fromEntries(others);
}

function isSame(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return before === after;
  try {
    return JSON.stringify(before) === JSON.stringify(after) || canonicalJson(before) === canonicalJson(after);
  } catch {
    return false; // Nested too deep to be compared, which no honest schema is.
  }
}
