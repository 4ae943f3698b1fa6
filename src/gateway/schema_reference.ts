/**
 * References within a JSON Schema. Only those into the same document are followed; nothing is ever fetched.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";

/**
 * Returns what `$ref` names within `root`; `undefined` when it leads elsewhere, or nowhere. A subschema with an `$id` is a
 * document of its own, so a reference through one is not followed either.
 */
export function resolveReference(root: JsonObject, ref: string): Json | undefined {
  if (ref === "#") return root;
  if (!ref.startsWith("#/")) return undefined;
  let target: Json = root;
  for (const written of ref.slice(2).split("/")) {
    const step = unescape(written);
    if (target !== root && isJsonObject(target) && typeof target["$id"] === "string") return undefined;
    if (typeof target !== "object" || target === null || !Object.hasOwn(target, step)) return undefined;
    // Own, so that neither `__proto__` nor `length` of a prototype is meant; an index of an array is a key like others.
    target = (target as JsonObject)[step] ?? null;
  }
  return target;
}

function unescape(step: string): string {
  const plain = step.replaceAll("~1", "/").replaceAll("~0", "~");
  if (!plain.includes("%")) return plain;
  try {
    return decodeURIComponent(plain);
  } catch {
    return plain;
  }
}

/** Whether the keywords beside a `$ref` count, as they do since the draft of 2019-09. Without `$schema` nobody knows. */
export function readsBesideReference(root: JsonObject): boolean {
  return typeof root["$schema"] === "string" && /20(?:19|2\d)-\d\d/.test(root["$schema"]);
}
