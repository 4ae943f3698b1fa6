/**
 * The keywords of JSON Schema that look at one value and at no schema within. A keyword whose own value is malformed is
 * passed over. `format` is: some servers take it for a remark, and no two agree on what an e-mail address is.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { matchesPattern } from "./pattern_cost.ts";
import type { Fault } from "./schema_fault.ts";

/** Longest text that a pattern is tried on, in UTF-16 code units. */
const MATCHED_LENGTH = 10_000;

/** Most items of an array that are compared with each other. */
const COMPARED_ITEMS = 1_000;

/** Returns the first assertion that a value fails. `passOver` is told of each keyword that could not be judged. */
export function checkAssertions(schema: JsonObject, value: Json, passOver: () => void): Fault | undefined {
  return checkChoice(schema, value) ?? checkBounds(schema, value, passOver);
}

function checkChoice(schema: JsonObject, value: Json): Fault | undefined {
  const listed = schema["enum"];
  const allowed = Array.isArray(listed)
    ? listed
    : Object.hasOwn(schema, "const")
    ? [schema["const"] ?? null]
    : undefined;
  // The draft asks for at least one value; a server with none means something else.
  if (allowed === undefined || allowed.length === 0) return undefined;
  if (typeof value !== "object" || value === null) {
    if (allowed.includes(value)) return undefined;
    if (value === null && schema["nullable"] === true) return undefined;
  } else if (allowed.some((one) => typeof one === "object" && one !== null && isEqual(one, value))) {
    return undefined;
  }
  return { kind: "choice", path: [], allowed, value };
}

/** Whether two values are equal as JSON. Schemas hold few such values and small ones; a large one is taken as equal. */
function isEqual(a: Json, b: Json): boolean {
  const [left, right] = [canonical(a), canonical(b)];
  return left === undefined || right === undefined || left === right;
}

function canonical(value: Json): string | undefined {
  let room = 10_000;
  try {
    return JSON.stringify(value, (_key, part: unknown) => {
      if (room-- <= 0) throw new RangeError("too large to compare");
      // Sorted, for the order of names means nothing.
      return isJsonObject(part) ? Object.fromEntries(Object.entries(part).sort()) : part;
    });
  } catch {
    return undefined;
  }
}

function checkBounds(schema: JsonObject, value: Json, passOver: () => void): Fault | undefined {
  if (typeof value === "string") return checkText(schema, value, passOver);
  if (typeof value === "number") return checkNumber(schema, value);
  if (Array.isArray(value)) return checkList(schema, value, passOver);
  return isJsonObject(value) ? checkSize(schema, value) : undefined;
}

function checkText(schema: JsonObject, value: string, passOver: () => void): Fault | undefined {
  const [least, most] = [countOf(schema, "minLength"), countOf(schema, "maxLength")];
  if (least !== undefined && codePoints(value, least) < least) {
    return bound(least === 1 ? "must not be empty" : `must have at least ${least} characters`, value);
  }
  if (most !== undefined && codePoints(value, most + 1) > most) {
    return bound(`must have at most ${most} characters, not ${value.length}`);
  }
  const { pattern, format } = schema;
  if (format !== undefined) passOver();
  if (typeof pattern !== "string") return undefined;
  const matches = value.length > MATCHED_LENGTH ? undefined : matchesPattern(pattern, value);
  if (matches === undefined) passOver();
  return matches === false ? bound(`must match ${pattern}`, value) : undefined;
}

/** Counts code points, which is what the draft means by a character, up to `enough`. */
function codePoints(text: string, enough: number): number {
  // At most two code units make one.
  if (text.length >= 2 * enough) return enough;
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function checkNumber(schema: JsonObject, value: number): Fault | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  // In draft 4 the exclusive ones are booleans beside the others.
  const above = typeof exclusiveMinimum === "number"
    ? exclusiveMinimum
    : exclusiveMinimum === true
    ? minimum
    : undefined;
  const below = typeof exclusiveMaximum === "number"
    ? exclusiveMaximum
    : exclusiveMaximum === true
    ? maximum
    : undefined;
  if (typeof above === "number" && value <= above) return bound(`must be above ${above}`, value);
  if (typeof below === "number" && value >= below) return bound(`must be below ${below}`, value);
  if (typeof minimum === "number" && value < minimum) return bound(`must be at least ${minimum}`, value);
  if (typeof maximum === "number" && value > maximum) return bound(`must be at most ${maximum}`, value);
  if (typeof multipleOf !== "number" || multipleOf <= 0) return undefined;
  const times = value / multipleOf;
  // 0.3 is no exact multiple of 0.1 in floating point.
  return Math.abs(times - Math.round(times)) > 1e-6 * Math.max(1, Math.abs(times))
    ? bound(`must be a multiple of ${multipleOf}`, value)
    : undefined;
}

function checkList(schema: JsonObject, value: readonly Json[], passOver: () => void): Fault | undefined {
  const [least, most] = [countOf(schema, "minItems"), countOf(schema, "maxItems")];
  const { length } = value;
  if (least !== undefined && length < least) {
    return bound(`must have at least ${items(least)}, not ${length}`);
  }
  if (most !== undefined && length > most) return bound(`must have at most ${items(most)}, not ${length}`);
  if (schema["uniqueItems"] !== true) return undefined;
  if (length > COMPARED_ITEMS || value.some((item) => typeof item === "object" && item !== null)) passOver();
  else if (new Set(value).size < length) return bound("must not hold an item twice");
  return undefined;
}

function checkSize(schema: JsonObject, value: JsonObject): Fault | undefined {
  const [least, most] = [countOf(schema, "minProperties"), countOf(schema, "maxProperties")];
  if (least === undefined && most === undefined) return undefined;
  const { length } = Object.keys(value);
  const properties = (count: number) => count === 1 ? "1 property" : `${count} properties`;
  if (least !== undefined && length < least) {
    return bound(`must have at least ${properties(least)}, not ${length}`);
  }
  if (most !== undefined && length > most) {
    return bound(`must have at most ${properties(most)}, not ${length}`);
  }
  return undefined;
}

function items(count: number): string {
  return count === 1 ? "1 item" : `${count} items`;
}

function countOf(schema: JsonObject, keyword: string): number | undefined {
  const count = schema[keyword];
  return typeof count === "number" && count >= 0 ? count : undefined;
}

function bound(must: string, value?: Json): Fault {
  return { kind: "bound", path: [], must, ...(value === undefined ? {} : { value }) };
}
