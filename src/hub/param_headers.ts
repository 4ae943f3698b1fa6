/**
 * Arguments that are mirrored into HTTP headers, so that a proxy can route a call without reading it (`x-mcp-header`
 * of protocol revision 2026-07-28, section Streamable HTTP; clients must send them).
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Returns the headers for a call of a tool with this input schema. Arguments that are absent get none. */
export function paramHeaders(inputSchema: JsonObject | undefined, input: JsonObject): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { path, name } of inputSchema === undefined ? [] : declarations(inputSchema, [])) {
    const value = headerValue(path.reduce<Json | undefined>((node, key) => member(node, key), input));
    if (value !== undefined) headers[`Mcp-Param-${name}`] = value;
  }
  return headers;
}

/** Properties that are reached through `properties` alone; others may not be mirrored. */
function* declarations(
  schema: JsonObject,
  path: readonly string[],
): Generator<{ readonly path: readonly string[]; readonly name: string }> {
  const name = schema["x-mcp-header"];
  if (path.length > 0 && typeof name === "string" && TOKEN.test(name)) yield { path, name };
  const properties = schema["properties"];
  if (!isJsonObject(properties) || path.length > 32) return;
  for (const [key, property] of Object.entries(properties)) {
    if (isJsonObject(property)) yield* declarations(property, [...path, key]);
  }
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
