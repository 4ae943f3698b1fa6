/**
 * How long a value is as JSON, without writing it.
 *
 * @module
 */

import type { Json } from "../json.ts";

/** Values nested deeper count as too large: their measure would need the stack they are made of. */
const DEPTH = 200;

/**
 * Returns the length of `JSON.stringify(value)` in UTF-16 code units, or some number above `most` when it is more than
 * that. Takes time in proportion to `most`.
 */
export function measureJson(value: Json, most: number, depth = 0): number {
  if (typeof value === "string") return measureString(value, most);
  if (typeof value !== "object" || value === null) return String(value).length;
  if (depth > DEPTH) return most + 1;
  // Brackets; each part has a comma behind it, but for the last.
  let size = 2;
  if (Array.isArray(value)) {
    size += Math.max(0, value.length - 1);
    for (let index = 0; index < value.length && size <= most; index++) {
      size += measureJson(value[index] ?? null, most - size, depth + 1);
    }
    return size;
  }
  const names = Object.keys(value);
  size += Math.max(0, names.length - 1);
  for (const name of names) {
    if (size > most) return size;
    size += measureString(name, most - size) + 1;
    // Own: the names are the object's. JsonObject does not say that of the index signature.
    size += measureJson((value as Readonly<Record<string, Json>>)[name] ?? null, most - size, depth + 1);
  }
  return size;
}

function measureString(text: string, most: number): number {
  return text.length + 2 > most ? text.length + 2 : JSON.stringify(text).length;
}
