/**
 * Finds tools whose definition differs from the one that was known under the same name.
 *
 * @module
 */

import { isJsonObject } from "../json.ts";
import type { ToolDefinition } from "../tool.ts";
import { changedParts, type ToolPart } from "../tool_parts.ts";

/** A tool that is not what it was. */
export interface ToolChange {
  readonly tool: string;
  /** Which parts of the definition changed: `description`, `inputSchema` … Never what they say. */
  readonly parts: readonly ToolPart[];
}

/** Names remembered, for servers that make up new ones all the time. */
const MOST = 10_000;

/** Remembers the definitions of one server's tools, those that were taken off its list too. */
export class ToolChanges {
  readonly #known = new Map<string, ToolDefinition>();

  /** Takes a new list and returns the known tools in it that changed. A tool that is new is no change. */
  take(tools: readonly ToolDefinition[]): readonly ToolChange[] {
    const changes: ToolChange[] = [];
    for (const tool of tools) {
      const before = this.#known.get(tool.name);
      const parts = before === undefined ? [] : changedParts(before, tool);
      if (parts.length > 0) changes.push({ tool: tool.name, parts });
      this.#known.delete(tool.name); // so that it counts as seen last
      this.#known.set(tool.name, tool);
    }
    for (const name of this.#known.keys()) {
      if (this.#known.size <= MOST) break;
      this.#known.delete(name);
    }
    return changes;
  }
}

/** JSON text with sorted members. @throws {RangeError} when nested too deep. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value) ?? "null";
  const members = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}
