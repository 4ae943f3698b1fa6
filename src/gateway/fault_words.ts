/**
 * Faults of arguments in words that an agent can repair its program from.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import type { Fault, ValuePath } from "./schema_fault.ts";
import { resolveReference } from "./schema_reference.ts";
import { typeOf, typesOf } from "./schema_type.ts";

/** Faults that are told one by one. */
const TOLD = 3;

/** Names and choices that a misspelt one is compared with. */
const COMPARED = 1_000;

/** Values of an enumeration that are listed. */
const LISTED = 8;

/** Longest quoted value, in UTF-16 code units. */
const QUOTED = 40;

/** Longest path and longest description of what was expected, in UTF-16 code units. */
const SHOWN = 160;

/** Tells the first faults, one clause each, and how many more there are. `root` is the schema they were found by. */
export function describeFaults(root: JsonObject, faults: readonly Fault[]): readonly string[] {
  const merged = mergeRenamed(faults);
  const told = merged.slice(0, TOLD).map((fault) => describeFault(root, fault));
  return merged.length > TOLD ? [...told, `${merged.length - TOLD} more`] : told;
}

/** A name that is unknown and one that is missing are one fault where the first is the second misspelt. */
function mergeRenamed(faults: readonly Fault[]): readonly Fault[] {
  const meant = new Set<Fault>();
  for (const fault of faults) {
    const lacking = faults.filter((one) => one.kind === "missing" && isSamePlace(one.path, fault.path));
    const near = fault.kind === "unknown" ? nearest(fault.name, namesOf(fault.properties)) : undefined;
    const found = lacking.find((one) => one.kind === "missing" && one.name === near);
    if (found !== undefined) meant.add(found);
  }
  return faults.filter((fault) => !meant.has(fault));
}

function isSamePlace(a: ValuePath, b: ValuePath): boolean {
  return a.length === b.length && a.every((step, index) => step === b[index]);
}

function describeFault(root: JsonObject, fault: Fault): string {
  switch (fault.kind) {
    case "type":
      return `${place(fault.path)} must be ${describeSchema(root, fault.schema)}, not ${
        describeValue(fault.value)
      }`;
    case "missing":
      return `${place([...fault.path, fault.name])} is missing (${describeSchema(root, fault.schema)})`;
    case "unknown":
      return `${place([...fault.path, fault.name])} is unknown: ${
        insteadOf(fault.name, namesOf(fault.properties))
      }`;
    case "choice":
      return describeChoice(fault);
    case "bound": {
      const value = fault.value === undefined ? "" : `, not ${describeValue(fault.value)}`;
      return truncate(`${place(fault.path)} ${fault.must}`, 2 * SHOWN) + value;
    }
  }
}

/** Enough names to find the one that was meant. */
function namesOf(properties: JsonObject): readonly string[] {
  return Object.keys(properties).slice(0, COMPARED);
}

function insteadOf(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  if (near !== undefined) return `did you mean '${show(near)}'?`;
  return known.length === 0 ? "nothing can be given here" : `there is ${listNames(known)}`;
}

function listNames(names: readonly string[]): string {
  const shown = names.slice(0, LISTED).map(show).join(", ");
  return names.length > LISTED ? `${shown} and ${names.length - LISTED} more` : shown;
}

function describeChoice({ path, allowed, value }: Extract<Fault, { kind: "choice" }>): string {
  const near = typeof value === "string"
    ? nearest(value, allowed.slice(0, COMPARED).filter((one) => typeof one === "string"))
    : undefined;
  const hint = near === undefined ? "" : `: did you mean ${quote(near)}?`;
  return `${place(path)} must be ${describeChoices(allowed)}, not ${describeValue(value)}${hint}`;
}

function describeChoices(allowed: readonly Json[]): string {
  const [only] = allowed;
  if (allowed.length === 1 && only !== undefined) return quote(only);
  const shown = allowed.slice(0, LISTED).map(quote).join(", ");
  return `one of ${shown}${allowed.length > LISTED ? `, … (${allowed.length} in all)` : ""}`;
}

/** What a schema asks for, in a few words: `a string`, `an array of numbers`, `"open" or "closed"`. */
function describeSchema(root: JsonObject, schema: Json | undefined, depth = 0): string {
  if (!isJsonObject(schema) || depth > 4) return "a value";
  if (typeof schema["$ref"] === "string") {
    return describeSchema(root, resolveReference(root, schema["$ref"]), depth + 1);
  }
  const { enum: listed, const: only, anyOf, oneOf } = schema;
  if (Array.isArray(listed) && listed.length > 0) return describeChoices(listed);
  if (only !== undefined) return quote(only);
  const branches = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined;
  if (branches !== undefined) {
    return joinWords(branches.slice(0, LISTED).map((branch) => describeSchema(root, branch, depth + 1)));
  }
  const types = typesOf(schema) ?? [];
  return types.length === 0 ? "a value" : joinWords(types.map((type) => {
    const items = type === "array" ? describeItems(root, schema["items"], depth) : "";
    return WORDS[type] + items;
  }));
}

const WORDS = {
  null: "null",
  boolean: "a boolean",
  integer: "a whole number",
  number: "a number",
  string: "a string",
  array: "an array",
  object: "an object",
} as const;

function describeItems(root: JsonObject, items: Json | undefined, depth: number): string {
  const one = describeSchema(root, items, depth + 1);
  const plain = /^an? ([a-z ]+)$/.exec(one)?.[1];
  return plain === undefined || plain === "value" || plain.includes(" of ") || plain.includes(" or ")
    ? ""
    : ` of ${plain}s`;
}

function joinWords(words: readonly string[]): string {
  return truncate([...new Set(words)].join(" or "), SHOWN);
}

/** What was given: its type, and itself where it is short. */
function describeValue(value: Json): string {
  const type = typeOf(value);
  if (type === "null") return "null";
  if (type === "array" || type === "object") return WORDS[type];
  return `the ${type} ${quote(value)}`;
}

function quote(value: Json): string {
  // Only the beginning is written out: a text may have megabytes.
  const short = typeof value === "string" ? value.slice(0, QUOTED + 1) : value;
  return typeof short === "object" && short !== null
    ? WORDS[typeOf(short)]
    : truncate(cleanLine(JSON.stringify(short)), QUOTED);
}

/** `'filter.labels[2]'`. The arguments as a whole have no name. */
function place(path: ValuePath): string {
  if (path.length === 0) return "the argument";
  const steps = path.map((step, index) => {
    if (typeof step === "number") return `[${step}]`;
    if (/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(step)) return index === 0 ? step : `.${step}`;
    return `[${JSON.stringify(truncate(step, QUOTED))}]`;
  });
  return `'${truncate(cleanLine(steps.join("")), SHOWN)}'`;
}

function show(name: string): string {
  return truncate(cleanLine(name), QUOTED);
}

/** The place of a value, as faults name it. */
export function describePlace(path: ValuePath): string {
  return place(path);
}
