/**
 * Questions about a JSON Schema as its author wrote it.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";

/** Enumerations shorter than this are repeated rather than named. */
const NAMED_ENUM = 5;

/**
 * Tells whether a schema that stands in several places gets a name. A string with a description is clearer where it is used; what has structure is told once, and may be recursive.
 */
export function deservesName(schema: JsonObject): boolean {
  const { anyOf, oneOf, allOf, $ref, enum: values } = schema;
  return contentOf(schema) !== undefined || [anyOf, oneOf, allOf, $ref].some((part) => part !== undefined) ||
    (Array.isArray(values) && values.length >= NAMED_ENUM);
}

/** Returns what a schema describes the content of, whether or not it has a `type`. */
export function contentOf(schema: JsonObject): "object" | "array" | undefined {
  const { properties, additionalProperties, patternProperties, items, prefixItems } = schema;
  if ([properties, additionalProperties, patternProperties].some((part) => typeof part === "object")) {
    return "object";
  }
  return [items, prefixItems].some((part) => typeof part === "object") ? "array" : undefined;
}
