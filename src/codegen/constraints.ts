/**
 * What a JSON Schema says that a TypeScript type cannot.
 *
 * @module
 */

import type { Json, JsonObject } from "../json.ts";
import { cleanLine } from "../text.ts";

/** Longest default or pattern that is told, in UTF-16 code units. */
const LENGTH = 60;

/**
 * Returns the remarks an agent needs to fill in a value rightly the first time: default, format, bounds, pattern. What
 * the description says already, and bounds that every number satisfies, are left out.
 */
export function constraintsOf(schema: JsonObject, description: string): readonly string[] {
  const remarks = [
    bounds(schema, "minimum", "maximum", ""),
    bounds(schema, "minLength", "maxLength", " characters"),
    bounds(schema, "minItems", "maxItems", " items"),
  ];
  const { format, pattern } = schema;
  if (typeof format === "string" && !contains(description, format)) {
    remarks.push(`format ${cleanLine(format)}`);
  }
  if (typeof pattern === "string" && pattern.length <= LENGTH && format === undefined) {
    remarks.push(`pattern ${cleanLine(pattern)}`);
  }
  const value = schema["default"];
  if (value !== undefined && value !== null && !contains(description, "default")) {
    remarks.push(defaultOf(value));
  }
  return remarks.filter((remark) => remark !== "");
}

function defaultOf(value: Json): string {
  // An empty string, list or object as a default says no more than that the property may be left out.
  if (value === "" || (typeof value === "object" && value !== null && Object.keys(value).length === 0)) {
    return "";
  }
  if (typeof value === "object" && depthExceeds(value, 3)) return "";
  const text = cleanLine(JSON.stringify(value));
  return text.length <= LENGTH ? `default ${text}` : "";
}

function depthExceeds(value: Json, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((part) => depthExceeds(part, depth - 1));
}

function bounds(schema: JsonObject, low: string, high: string, unit: string): string {
  const from = meaningful(schema[low]);
  const to = meaningful(schema[high]);
  if (from !== undefined && to !== undefined) return `${from} to ${to}${unit}`;
  if (to !== undefined) return `at most ${to}${unit}`;
  // "At least 0" or "at least 1 character" is what everybody assumes.
  return from !== undefined && (from > 1 || from < 0) ? `at least ${from}${unit}` : "";
}

function meaningful(bound: Json | undefined): number | undefined {
  return typeof bound === "number" && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;
}

function contains(description: string, word: string): boolean {
  return description.toLowerCase().includes(word.toLowerCase());
}
