/**
 * The parts of a tool's definition, and in which of them two definitions differ.
 *
 * @module
 */

import { canonicalJson } from "./canonical_json.ts";
import type { ToolDefinition } from "./tool.ts";

/** What a definition consists of, besides the name. */
export const TOOL_PARTS = ["title", "description", "inputSchema", "outputSchema", "hints"] as const;

/** A part of a definition. */
export type ToolPart = typeof TOOL_PARTS[number];

/** Returns the parts in which two definitions of a tool differ. The order of an object's members means nothing. */
export function changedParts(before: ToolDefinition, after: ToolDefinition): readonly ToolPart[] {
  return TOOL_PARTS.filter((part) => !isSame(before[part], after[part]));
}

function isSame(before: unknown, after: unknown): boolean {
  if (before === undefined || after === undefined) return before === after;
  try {
    return JSON.stringify(before) === JSON.stringify(after) || canonicalJson(before) === canonicalJson(after);
  } catch {
    return false; // Nested too deep to be compared, which no honest schema is.
  }
}
