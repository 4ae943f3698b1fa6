/**
 * Arguments that are mirrored into HTTP headers, so that a proxy can route a call without reading it (`x-mcp-header`
 * of protocol revision 2026-07-28, section Streamable HTTP; clients must send them, and must not use a tool that
 * declares them wrongly).
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { truncate } from "../text.ts";

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** The types that fit into a header without loss; a `number` may be written in many ways. */
const TYPES: ReadonlySet<unknown> = new Set(["string", "integer", "boolean"]);

/** How deep a schema is looked into. */
const DEPTH = 64;

/** A schema that is marked for a header. */
interface Mark {
  readonly schema: JsonObject;
  /** How an argument is reached; absent where that depends on the arguments. */
  readonly path: readonly string[] | undefined;
}

/** Returns the headers for a call of a tool with this input schema. Arguments that are absent get none. */
export function paramHeaders(inputSchema: JsonObject | undefined, input: JsonObject): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { schema, path } of inputSchema === undefined ? [] : marks(inputSchema, [])) {
    const name = schema[MARK];
    if (path === undefined || typeof name !== "string" || !TOKEN.test(name)) continue;
    const value = headerValue(path.reduce<Json | undefined>((node, key) => member(node, key), input));
    if (value !== undefined) headers[`Mcp-Param-${name}`] = value;
  }
  return headers;
}

/** Returns what is wrong with the headers that a tool declares, if anything: it must not be used then. */
export function headerFault({ inputSchema }: { readonly inputSchema?: JsonObject }): string | undefined {
  const names = new Set<string>();
  for (const { schema, path } of inputSchema === undefined ? [] : marks(inputSchema, [])) {
    const { [MARK]: name, type } = schema;
    const fault = path === undefined || path.length === 0
      ? "it is on something else than an argument or a property of one"
      : typeof name !== "string" || !TOKEN.test(name)
      ? "it is not a name for a header"
      : !TYPES.has(type)
      ? "it is on something else than a string, an integer or a boolean"
      : names.has(name.toLowerCase())
      ? "it comes twice"
      : undefined;
    if (fault !== undefined) return `its ${MARK}${quoted(name)} cannot be used: ${fault}`;
    names.add(String(name).toLowerCase());
  }
  return undefined;
}

const MARK = "x-mcp-header";

function quoted(name: Json | undefined): string {
  return typeof name === "string" ? ` ${JSON.stringify(truncate(name, 60))}` : "";
}

/** Keywords beside `properties` whose values are schemas, lists of them, or objects of them. */
const SCHEMAS = [
  ...["additionalItems", "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames"],
  ...["then", "unevaluatedItems", "unevaluatedProperties"],
  ...["allOf", "anyOf", "oneOf", "prefixItems"],
];
const OBJECTS_OF_SCHEMAS = ["$defs", "definitions", "dependentSchemas", "patternProperties"];

function* marks(schema: JsonObject, path: Mark["path"], depth = 0): Generator<Mark> {
  if (Object.hasOwn(schema, MARK)) yield { schema, path };
  if (depth === DEPTH) return;
  const { properties } = schema;
  if (isJsonObject(properties)) {
    for (const [key, property] of Object.entries(properties)) {
      if (isJsonObject(property)) yield* marks(property, path && [...path, key], depth + 1);
    }
  }
  for (const child of elsewhere(schema)) if (isJsonObject(child)) yield* marks(child, undefined, depth + 1);
}

/** The schemas within a schema that are not those of its properties. */
function elsewhere(schema: JsonObject): readonly (Json | undefined)[] {
  const values = (node: Json | undefined) => isJsonObject(node) ? Object.values(node) : [];
  return [
    ...SCHEMAS.map((keyword) => member(schema, keyword)).flat(),
    ...OBJECTS_OF_SCHEMAS.flatMap((keyword) => values(member(schema, keyword))),
  ];
}

function member(node: Json | undefined, key: string): Json | undefined {
  return isJsonObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

function headerValue(value: Json | undefined): string | undefined {
  if (typeof value === "boolean" || Number.isSafeInteger(value)) return String(value);
  if (typeof value !== "string") return undefined;
  const isPlain = /^[\t\x20-\x7e]+$/.test(value) && value === value.trim() &&
    !/^=\?base64\?.*\?=$/.test(value);
  return isPlain ? value : `=?base64?${new TextEncoder().encode(value).toBase64()}?=`;
}
