/**
 * The keyword `type` of JSON Schema, read leniently.
 *
 * @module
 */

import type { Json, JsonObject } from "../json.ts";

const TYPES = ["null", "boolean", "integer", "number", "string", "array", "object"] as const;

/** A type of JSON Schema. */
export type SchemaType = (typeof TYPES)[number];

/**
 * Returns the types that a schema names; `undefined` when it names none, or one that JSON Schema does not know, so that
 * nobody can tell what is meant.
 */
export function typesOf(schema: JsonObject): readonly SchemaType[] | undefined {
  const { type } = schema;
  const names = Array.isArray(type) ? type : [type];
  const known = names.flatMap((name) => TYPES.find((one) => one === name) ?? []);
  if (known.length === 0 || known.length < names.length) return undefined;
  // As OpenAPI 3.0 says it.
  return schema["nullable"] === true ? [...known, "null"] : known;
}

/** Tells whether a schema's `type` lets a value through. */
export function allowsType(schema: JsonObject, value: Json): boolean {
  const { type } = schema;
  if (type === undefined) return true;
  const actual = typeOf(value);
  if (type === actual) return true; // the common case, without a list
  const types = typesOf(schema);
  return types === undefined || types.some((one) => one === actual || isNumeric(one, value));
}

function isNumeric(type: SchemaType, value: Json): boolean {
  return typeof value === "number" && (type === "number" || (type === "integer" && Number.isInteger(value)));
}

/** The type of a value. Numbers are `number`, whole or not. */
export function typeOf(value: Json): Exclude<SchemaType, "integer"> {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "string") return "string";
  if (typeof value === "number") return "number";
  return typeof value === "boolean" ? "boolean" : "object";
}
