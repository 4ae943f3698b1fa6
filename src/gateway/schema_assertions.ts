/**
 * The keywords of JSON Schema that look at one value and at no schema within. A keyword whose own value is malformed is
 * passed over. `format` is: some servers take it for a remark, and no two agree on what an e-mail address is.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { PatternMatcher } from "./pattern_cost.ts";
import type { Fault } from "./schema_fault.ts";

/** Longest text that a pattern is tried on, in UTF-16 code units. */
const MATCHED_LENGTH = 10_000;

/** Values within values that are compared. */
const COMPARED_DEPTH = 100;

/** Most items of an array that are compared with each other. */
const COMPARED_ITEMS = 1_000;

/** What judging takes beside a schema and a value. */
export interface Judge {
  readonly patterns: PatternMatcher;
  /** Told of each keyword that could not be judged. */
  passOver(): void;
  /** Told how much work there was. */
  spend(steps: number): void;
}

/** Returns the first assertion that a value fails. */
export function checkAssertions(schema: JsonObject, value: Json, judge: Judge): Fault | undefined {
  return checkChoice(schema, value, judge) ?? checkBounds(schema, value, judge);
}

function checkChoice(schema: JsonObject, value: Json, judge: Judge): Fault | undefined {
  const listed = schema["enum"];
  const allowed = Array.isArray(listed)
    ? listed
    : Object.hasOwn(schema, "const")
    ? [schema["const"] ?? null]
    : undefined;
  // The draft asks for at least one value; a server with none means something else.
  if (allowed === undefined || allowed.length === 0) return undefined;
  if (value === null && schema["nullable"] === true) return undefined;
  judge.spend(allowed.length >> 4);
  const isAllowed = typeof value === "object" && value !== null
    ? allowed.some((one) => isEqual(one, value, judge, 0))
    : allowed.includes(value);
  return isAllowed ? undefined : { kind: "choice", path: [], allowed, value };
}

/** Whether two values are equal as JSON. What is nested too deep is taken for equal. */
function isEqual(a: Json, b: Json, judge: Judge, depth: number): boolean {
  judge.spend(1);
  if (depth > COMPARED_DEPTH) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length &&
      a.every((item, index) => isEqual(item, b[index] ?? null, judge, depth + 1));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return a === b;
  const [names, others] = [Object.keys(a), Object.keys(b)];
  judge.spend(names.length + others.length);
  return names.length === others.length &&
    names.every((name) =>
      Object.hasOwn(b, name) && isEqual(a[name] ?? null, b[name] ?? null, judge, depth + 1)
    );
}

function checkBounds(schema: JsonObject, value: Json, judge: Judge): Fault | undefined {
  if (typeof value === "string") return checkText(schema, value, judge);
  if (typeof value === "number") return checkNumber(schema, value);
  if (Array.isArray(value)) return checkList(schema, value, judge);
  return isJsonObject(value) ? checkSize(schema, value, judge) : undefined;
}

function checkText(schema: JsonObject, value: string, judge: Judge): Fault | undefined {
  const [least, most] = [countOf(schema, "minLength"), countOf(schema, "maxLength")];
  if (least !== undefined || most !== undefined) judge.spend(value.length >> 6);
  if (least !== undefined && codePoints(value, least) < least) {
    return bound(least === 1 ? "must not be empty" : `must have at least ${least} characters`, value);
  }
  if (most !== undefined && codePoints(value, most + 1) > most) {
    return bound(`must have at most ${most} characters, not ${value.length}`);
  }
  const { pattern, format } = schema;
  if (format !== undefined) judge.passOver();
  if (typeof pattern !== "string") return undefined;
  const matches = value.length > MATCHED_LENGTH ? undefined : judge.patterns.matches(pattern, value);
  if (matches === undefined) judge.passOver();
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

function checkList(schema: JsonObject, value: readonly Json[], judge: Judge): Fault | undefined {
  const [least, most] = [countOf(schema, "minItems"), countOf(schema, "maxItems")];
  const { length } = value;
  if (least !== undefined && length < least) {
    return bound(`must have at least ${items(least)}, not ${length}`);
  }
  if (most !== undefined && length > most) return bound(`must have at most ${items(most)}, not ${length}`);
  if (schema["uniqueItems"] !== true) return undefined;
  judge.spend(Math.min(length, COMPARED_ITEMS) >> 2);
  if (length > COMPARED_ITEMS || value.some((item) => typeof item === "object" && item !== null)) {
    judge.passOver();
  } else if (new Set(value).size < length) return bound("must not hold an item twice");
  return undefined;
}

function checkSize(schema: JsonObject, value: JsonObject, judge: Judge): Fault | undefined {
  const [least, most] = [countOf(schema, "minProperties"), countOf(schema, "maxProperties")];
  if (least === undefined && most === undefined) return undefined;
  const { length } = Object.keys(value);
  judge.spend(length >> 2);
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
