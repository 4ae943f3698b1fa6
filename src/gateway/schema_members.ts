/**
 * The keywords of JSON Schema for what is inside of arrays and objects.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { PatternMatcher } from "./pattern_cost.ts";
import { type Fault, joinFaults, NO_FAULTS } from "./schema_fault.ts";

/** Faults that are looked for in one array or object. */
const FAULTS = 20;

/** The check that these keywords are a part of. */
export interface MemberJudge {
  readonly patterns: PatternMatcher;
  /** Evaluates another schema on the same value. */
  evaluate(schema: Json | undefined, value: Json, depth: number): readonly Fault[];
  /** Evaluates a schema on a property or an item, which is there. */
  member(
    schema: Json | undefined,
    whole: JsonObject | readonly Json[],
    step: string | number,
    depth: number,
  ): readonly Fault[];
  /** Whether a value fits a schema that it need not fit. */
  fits(schema: Json, value: Json, depth: number): boolean;
  /** Takes note of a keyword that cannot be judged. */
  passOver(): void;
  /** Counts steps. */
  spend(steps: number): void;
}

/** Evaluates the keywords for arrays. */
export function evaluateItems(
  judge: MemberJudge,
  schema: JsonObject,
  value: readonly Json[],
  depth: number,
): readonly Fault[] {
  const { items, prefixItems, additionalItems, contains } = schema;
  // Up to draft 2019-09 a list of items stood under `items`, and the rest under `additionalItems`.
  const first = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
  const rest = Array.isArray(items) ? additionalItems : items;
  let faults = NO_FAULTS;
  for (let index = 0; index < value.length && faults.length < FAULTS; index++) {
    const one = index < first.length ? first[index] : rest;
    if (one === undefined || one === true) continue;
    faults = joinFaults(faults, judge.member(one, value, index, depth));
  }
  if (schema["unevaluatedItems"] !== undefined) judge.passOver();
  return contains === undefined || schema["minContains"] === 0
    ? faults
    : joinFaults(faults, evaluateContains(judge, contains, value, depth));
}

function evaluateContains(
  judge: MemberJudge,
  contains: Json,
  value: readonly Json[],
  depth: number,
): readonly Fault[] {
  if (value.some((item) => judge.fits(contains, item, depth))) return NO_FAULTS;
  return [{ kind: "bound", path: [], must: "lacks an item that is asked for" }];
}

/** Evaluates the keywords for objects. */
export function evaluateProperties(
  judge: MemberJudge,
  schema: JsonObject,
  value: JsonObject,
  depth: number,
): readonly Fault[] {
  const { additionalProperties: others, propertyNames } = schema;
  const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
  const patterns = isJsonObject(schema["patternProperties"])
    ? Object.entries(schema["patternProperties"])
    : [];
  let faults = NO_FAULTS;
  const names = Object.keys(value);
  judge.spend(names.length * (1 + patterns.length));
  for (const name of names) {
    if (faults.length >= FAULTS) break;
    let isKnown = Object.hasOwn(properties, name);
    if (isKnown) faults = joinFaults(faults, judge.member(properties[name], value, name, depth));
    for (const [pattern, one] of patterns) {
      const matches = judge.patterns.matches(pattern, name);
      if (matches === undefined) judge.passOver();
      if (matches === true) faults = joinFaults(faults, judge.member(one, value, name, depth));
      isKnown ||= matches !== false;
    }
    if (propertyNames !== undefined && !judge.fits(propertyNames, name, depth)) {
      faults = joinFaults(faults, [{ kind: "bound", path: [name], must: "is not a name that is allowed" }]);
    }
    if (isKnown || others === undefined || others === true) continue;
    if (others === false) {
      faults = joinFaults(faults, [{ kind: "unknown", path: [], name, properties }]);
    } else faults = joinFaults(faults, judge.member(others, value, name, depth));
  }
  if (schema["unevaluatedProperties"] !== undefined) judge.passOver();
  return joinFaults(
    joinFaults(faults, evaluateRequired(judge, schema, properties, value)),
    evaluateDependent(judge, schema, value, depth),
  );
}

function evaluateRequired(
  judge: MemberJudge,
  schema: JsonObject,
  properties: JsonObject,
  value: JsonObject,
): readonly Fault[] {
  const { required } = schema;
  if (!Array.isArray(required)) return NO_FAULTS;
  judge.spend(required.length >> 4);
  return missing(required, properties, value);
}

/** `dependentRequired`, `dependentSchemas`, and `dependencies`, which was both. */
function evaluateDependent(
  judge: MemberJudge,
  schema: JsonObject,
  value: JsonObject,
  depth: number,
): readonly Fault[] {
  let faults = NO_FAULTS;
  for (const keyword of ["dependentRequired", "dependentSchemas", "dependencies"]) {
    const dependencies = schema[keyword];
    if (!isJsonObject(dependencies)) continue;
    for (const [name, then] of Object.entries(dependencies)) {
      judge.spend(1);
      if (!Object.hasOwn(value, name)) continue;
      faults = joinFaults(
        faults,
        Array.isArray(then) ? missing(then, {}, value) : judge.evaluate(then, value, depth + 1),
      );
    }
  }
  return faults;
}

function missing(required: readonly Json[], properties: JsonObject, value: JsonObject): readonly Fault[] {
  return required.flatMap((name): readonly Fault[] =>
    typeof name !== "string" || Object.hasOwn(value, name) ? [] : [{
      kind: "missing",
      path: [],
      name,
      schema: Object.hasOwn(properties, name) ? properties[name] : undefined,
    }]
  );
}
