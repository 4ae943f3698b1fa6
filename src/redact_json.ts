/**
 * Replaces secrets in a JSON value: in all its texts and in the names of its members.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "./json.ts";

/** What is nested deeper is left out: it would need the stack, and nobody reads it. */
const DEEPEST = 500;

/** Returns the value itself where nothing had to be replaced, else a copy of what had to be. */
export function redactJson(value: Json, hide: (text: string) => string, depth = 0): Json {
  if (typeof value === "string") return hide(value);
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) return "…";
  if (isJsonObject(value)) return redactObject(value, hide, depth);
  const items = value.map((item) => redactJson(item, hide, depth + 1));
  return items.every((item, index) => item === value[index]) ? value : items;
}

/** Like {@linkcode redactJson}, for an object. */
export function redactObject(value: JsonObject, hide: (text: string) => string, depth = 0): JsonObject {
  let hasChanged = false;
  const members = Object.entries(value).map(([key, member]) => {
    // An own member, so there is a value.
    const shown = [hide(key), redactJson(member as Json, hide, depth + 1)] as const;
    hasChanged ||= shown[0] !== key || shown[1] !== member;
    return shown;
  });
  return hasChanged ? Object.fromEntries(members) : value;
}
