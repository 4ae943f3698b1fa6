/**
 * `$ref` within one schema document.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";

/** Longest chain of references that is followed from one to the next. */
const HOPS = 8;

/** What a reference leads to. */
export interface Target {
  readonly schema: JsonObject;
  /** What the author called it: the last part of the pointer that is a name, or empty. */
  readonly hint: string;
}

/**
 * The references of one document. Only those within the document lead anywhere (S-32): `#`, `#/$defs/Issue`, `#anchor`.
 * Making it takes time linear in the size of the document, and a fixed stack however deep it is.
 */
export class References {
  readonly #root: JsonObject;
  readonly #anchors = new Map<string, JsonObject>();
  readonly #uses = new Map<JsonObject, number>();
  readonly #found = new Map<string, JsonObject | undefined>();

  constructor(root: JsonObject) {
    this.#root = root;
    const refs = this.#scan();
    for (const ref of refs) this.#count(this.follow(ref)?.schema, 1);
    for (const definition of this.#definitions()) this.#count(definition, -1);
  }

  /** Follows a reference to a schema that is not itself a mere reference; `undefined` where it leads nowhere. */
  follow(ref: Json): Target | undefined {
    let pointer = ref;
    for (let hop = 0; hop < HOPS && typeof pointer === "string"; hop++) {
      const schema = this.#lookUp(pointer);
      if (schema === undefined) return undefined;
      const isMereReference = Object.keys(schema).length === 1 && schema["$ref"] !== undefined;
      if (!isMereReference) return { schema, hint: hintOf(pointer) };
      pointer = schema["$ref"] ?? null;
    }
    return undefined;
  }

  /**
   * Tells whether a schema stands in more than one place, so that it deserves a name. Its place in the document counts,
   * but not when that is an entry of the root's definitions. Whatever refers to itself is among the shared.
   */
  isShared(schema: JsonObject): boolean {
    return (this.#uses.get(schema) ?? 0) > 0;
  }

  #scan(): readonly string[] {
    const refs: string[] = [];
    const stack: Json[] = [this.#root];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (typeof next !== "object" || next === null) continue;
      for (const value of Object.values(next)) {
        if (typeof value === "object" && value !== null) stack.push(value);
      }
      if (!isJsonObject(next)) continue;
      if (typeof next["$ref"] === "string") refs.push(next["$ref"]);
      for (const anchor of [next["$anchor"], next["$id"], next["id"]]) {
        if (typeof anchor === "string" && /^#?[A-Za-z_][\w.-]*$/.test(anchor)) {
          this.#anchors.set(anchor.replace("#", ""), next);
        }
      }
    }
    return refs;
  }

  #count(schema: JsonObject | undefined, uses: number): void {
    if (schema !== undefined) this.#uses.set(schema, (this.#uses.get(schema) ?? 0) + uses);
  }

  #definitions(): readonly JsonObject[] {
    return [this.#root["$defs"], this.#root["definitions"]].filter(isJsonObject)
      .flatMap((definitions) => Object.values(definitions).filter(isJsonObject));
  }

  #lookUp(ref: string): JsonObject | undefined {
    if (!this.#found.has(ref)) this.#found.set(ref, this.#walk(ref));
    return this.#found.get(ref);
  }

  #walk(ref: string): JsonObject | undefined {
    if (ref === "#") return this.#root;
    if (!ref.startsWith("#/")) return ref.startsWith("#") ? this.#anchors.get(ref.slice(1)) : undefined;
    let place: Json | undefined = this.#root;
    for (const segment of segmentsOf(ref)) {
      if (typeof place !== "object" || place === null || !Object.hasOwn(place, segment)) return undefined;
      place = Array.isArray(place) ? place[Number(segment)] : (place as JsonObject)[segment]; // no array, so an object
    }
    return isJsonObject(place) ? place : undefined;
  }
}

function segmentsOf(ref: string): readonly string[] {
  return ref.slice(2).split("/").map((segment) => {
    const plain = segment.replaceAll("~1", "/").replaceAll("~0", "~");
    try {
      return decodeURIComponent(plain);
    } catch {
      return plain;
    }
  });
}

const STRUCTURE =
  /^(?:properties|items|anyOf|oneOf|allOf|prefixItems|additionalProperties|\$defs|definitions|\d+)$/;

function hintOf(ref: string): string {
  if (!ref.startsWith("#/")) return ref.slice(1);
  const segments = segmentsOf(ref);
  const name = segments.findLast((segment) => !STRUCTURE.test(segment)) ?? "";
  return segments.at(-1) === "items" ? `${name} item` : name;
}
