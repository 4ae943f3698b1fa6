/**
 * For tests: arguments that a schema allows, made at random but the same each time.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { resolveReference } from "./schema_reference.ts";

/** A repeatable sequence of whole numbers from 0 to below a bound. */
export type Random = (below: number) => number;

/** Starts a sequence. */
export function randomNumbers(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

/** Texts that published schemas ask for by `pattern` or `format`. */
const TEXTS = [
  "abc",
  "2024-01-02T03:04:05Z",
  "2024-01-02",
  "03:04:05",
  "https://example.com",
  "#aabbcc",
  "ab",
  "12345678901234",
  "123e4567-e89b-12d3-a456-426614174000",
  "a.png",
  "example.com",
  "I1-2",
  "pid=1",
  "a".repeat(43),
];

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "2024-01-02T03:04:05Z",
  "date": "2024-01-02",
  "time": "03:04:05Z",
  "uri": "https://example.com",
  "url": "https://example.com",
  "email": "a@example.com",
  "uuid": "123e4567-e89b-12d3-a456-426614174000",
};

/** Makes a value that `schema` allows, as far as published schemas go. */
export function sampleOf(schema: Json | undefined, root: JsonObject, random: Random, depth = 0): Json {
  if (!isJsonObject(schema)) return "x";
  const { $ref, enum: listed, anyOf, oneOf, allOf } = schema;
  if (typeof $ref === "string") return sampleOf(resolveReference(root, $ref), root, random, depth + 1);
  if (Object.hasOwn(schema, "const")) return schema["const"] ?? null;
  if (Array.isArray(listed) && listed.length > 0) return listed[random(listed.length)] ?? null;
  const branches = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined;
  if (branches !== undefined) {
    const branch = branches[depth > 6 ? branches.length - 1 : random(branches.length)];
    const { anyOf: _any, oneOf: _one, ...rest } = schema;
    return sampleOf(merge(rest, branch), root, random, depth + 1);
  }
  if (Array.isArray(allOf)) {
    const { allOf: _all, ...rest } = schema;
    return sampleOf(allOf.reduce(merge, rest), root, random, depth);
  }
  return sampleOfType(schema, root, random, depth);
}

/** Both schemas as one; what both name for properties and required names is joined. */
function merge(one: Json, other: Json | undefined): JsonObject {
  const [left, right] = [isJsonObject(one) ? one : {}, isJsonObject(other) ? other : {}];
  const object = (value: Json | undefined) => isJsonObject(value) ? value : {};
  const list = (value: Json | undefined) => Array.isArray(value) ? value : [];
  return {
    ...left,
    ...right,
    properties: { ...object(left["properties"]), ...object(right["properties"]) },
    required: [...list(left["required"]), ...list(right["required"])],
  };
}

function sampleOfType(schema: JsonObject, root: JsonObject, random: Random, depth: number): Json {
  const { type } = schema;
  const guess = isJsonObject(schema["properties"])
    ? "object"
    : schema["items"] === undefined
    ? "string"
    : "array";
  switch (Array.isArray(type) ? type[random(type.length)] : type ?? guess) {
    case "null":
      return null;
    case "boolean":
      return random(2) === 0;
    case "integer":
    case "number":
      return sampleNumber(schema);
    case "array":
      return sampleArray(schema, root, random, depth);
    case "object":
      return sampleObject(schema, root, random, depth);
    default:
      return sampleText(schema);
  }
}

function sampleNumber({ minimum, maximum, exclusiveMinimum }: JsonObject): number {
  if (typeof minimum === "number") return Math.ceil(minimum);
  if (typeof exclusiveMinimum === "number") return Math.floor(exclusiveMinimum) + 1;
  return typeof maximum === "number" ? Math.min(1, Math.floor(maximum)) : 1;
}

function sampleText({ pattern, format, minLength, maxLength }: JsonObject): string {
  if (typeof pattern === "string") return TEXTS.find((text) => new RegExp(pattern, "u").test(text)) ?? "x";
  const text = (typeof format === "string" ? FORMATS[format] : undefined) ?? "abc";
  const padded = text.padEnd(typeof minLength === "number" ? minLength : 0, "x");
  return typeof maxLength === "number" ? padded.slice(0, maxLength) : padded;
}

function sampleArray(schema: JsonObject, root: JsonObject, random: Random, depth: number): Json {
  const { items, minItems, maxItems, contains, uniqueItems } = schema;
  const least = typeof minItems === "number" ? minItems : 0;
  const most = typeof maxItems === "number" ? maxItems : 3;
  const length = depth > 7 ? least : Math.max(least, Math.min(most, 1 + random(3)));
  const made = Array.from({ length }, () => sampleOf(items, root, random, depth + 1));
  if (contains !== undefined) made.push(sampleOf(merge(items ?? {}, contains), root, random, depth + 1));
  return uniqueItems === true
    ? [...new Map(made.map((item) => [JSON.stringify(item), item])).values()]
    : made;
}

function sampleObject(schema: JsonObject, root: JsonObject, random: Random, depth: number): Json {
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  const names = [...new Set([...required.map(String), ...Object.keys(properties)])];
  const chosen = names.filter((name) => required.includes(name) || (depth < 6 && random(2) === 0));
  const entries = chosen.map((
    name,
  ): [string, Json] => [
    name,
    sampleOf(Object.hasOwn(properties, name) ? properties[name] : true, root, random, depth + 1),
  ]);
  const others = schema["additionalProperties"];
  if (entries.length === 0 && isJsonObject(others) && depth < 7) {
    const name = schema["propertyNames"] === undefined
      ? "key"
      : sampleOf(schema["propertyNames"], root, random, depth + 1);
    entries.push([String(name), sampleOf(others, root, random, depth + 1)]);
  }
  return Object.fromEntries(entries);
}

/** Values that go where others belong. */
const ODD: readonly Json[] = [
  null,
  true,
  5,
  -1,
  1.5,
  1e9,
  "odd",
  "5",
  "",
  [],
  {},
  ["a"],
  { a: 1 },
  "x".repeat(300),
];

/** Returns a copy of arguments with one thing changed: a value replaced, a property taken out, or one added. */
export function spoil(args: Json, random: Random): Json {
  const copy = structuredClone(args);
  const places: { readonly whole: Record<string, Json>; readonly name: string }[] = [];
  const visit = (value: Json) => {
    if (typeof value !== "object" || value === null) return;
    const whole = value as Record<string, Json>; // an array's indexes are names like others
    for (const [name, part] of Object.entries(whole)) {
      places.push({ whole, name });
      visit(part);
    }
  };
  visit(copy);
  const place = places[random(Math.max(1, places.length))];
  if (place === undefined || random(7) === 0) {
    return { ...(isJsonObject(copy) ? copy : {}), [`odd${random(9)}`]: 1 };
  }
  if (random(3) === 0 && !Array.isArray(place.whole)) delete place.whole[place.name];
  else place.whole[place.name] = ODD[random(ODD.length)] ?? null;
  return copy;
}
