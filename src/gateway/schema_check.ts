/**
 * Values against JSON Schemas that a stranger wrote.
 *
 * It errs on one side only: what it refuses, the schema refuses, whatever its draft; what it does not understand, it
 * accepts. And it is bounded, whatever schema and value are: docs/decisions/0005-arguments.md tells what the packages of
 * this field do with twenty nested filters.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { matchesPattern } from "./pattern_cost.ts";
import { checkAssertions } from "./schema_assertions.ts";
import { branchesFor, closestFaults } from "./schema_branches.ts";
import { type Fault, type ValuePath, within } from "./schema_fault.ts";
import { readsBesideReference, resolveReference } from "./schema_reference.ts";
import { allowsType } from "./schema_type.ts";
import { readAsJson } from "./text_value.ts";

/** Steps after which a check is given up, some 10 ms: what is larger is for the server alone to check. */
const STEPS = 100_000;

/** Schemas within schemas that are followed, so that neither a `$ref` to itself nor a deep value fills the stack. */
const DEPTH = 150;

/** Faults that are looked for. */
const FAULTS = 20;

/** What a check came to. */
export type SchemaVerdict =
  /** `read`: where a text was replaced by the JSON in it. */
  | { readonly kind: "fits"; readonly read: readonly ValuePath[] }
  | { readonly kind: "faulty"; readonly faults: readonly Fault[] }
  /** Given up: too large, too deep, or nested without end. */
  | { readonly kind: "unchecked" };

/** Options of {@linkcode checkValue}. */
export interface CheckOptions {
  /**
   * Replace a text by the JSON in it where the schema asks for an object, an array, a number or a boolean and allows no
   * text. Changes the value in place.
   */
  readonly readTexts?: boolean;
}

/** Checks a value, which came from `JSON.parse`, against a schema. */
export function checkValue(
  schema: JsonObject,
  value: Json,
  { readTexts = false }: CheckOptions = {},
): SchemaVerdict {
  const check = new SchemaCheck(schema, readTexts);
  try {
    const faults = check.evaluate(schema, value, 0);
    return faults.length === 0 ? { kind: "fits", read: check.read } : { kind: "faulty", faults };
  } catch (error) {
    if (error instanceof GivenUp) return { kind: "unchecked" };
    throw error;
  }
}

class GivenUp extends Error {}

const NONE: readonly Fault[] = [];

class SchemaCheck {
  readonly read: ValuePath[] = [];
  readonly #root: JsonObject;
  readonly #readTexts: boolean;
  #stepsLeft = STEPS;
  /** Where the value at hand lies, for `read`. */
  readonly #path: (string | number)[] = [];
  /** Above 0, what fails may pass another way, and nothing may be changed. */
  #trials = 0;
  /** Whether something could not be judged: acceptance is then no proof, which matters to `not` and `if`. */
  #isUnsure = false;

  constructor(root: JsonObject, readTexts: boolean) {
    this.#root = root;
    this.#readTexts = readTexts;
  }

  /** Returns what the schema does not allow. @throws {GivenUp} */
  evaluate(schema: Json | undefined, value: Json, depth: number): readonly Fault[] {
    this.#spend(1);
    if (depth > DEPTH) throw new GivenUp();
    if (schema === false) return [{ kind: "bound", path: [], must: "must not be given" }];
    if (!isJsonObject(schema)) return NONE;
    // A document of its own, whose references cannot be followed.
    if (schema !== this.#root && typeof schema["$id"] === "string") return this.#passOver();
    if (typeof schema["$ref"] === "string") {
      const target = resolveReference(this.#root, schema["$ref"]);
      const faults = target === undefined ? this.#passOver() : this.evaluate(target, value, depth + 1);
      if (faults.length > 0 || !readsBesideReference(this.#root)) return faults;
    }
    if (!allowsType(schema, value)) return [{ kind: "type", path: [], schema, value }];
    if (Array.isArray(schema["enum"])) this.#spend(schema["enum"].length >> 4);
    const failed = checkAssertions(schema, value, () => this.#passOver());
    if (failed !== undefined) return [failed];
    return this.#evaluateParts(schema, value, depth);
  }

  /** The keywords that hold schemas. */
  #evaluateParts(schema: JsonObject, value: Json, depth: number): readonly Fault[] {
    let faults = NONE;
    if (Array.isArray(value)) faults = this.#items(schema, value, depth);
    else if (isJsonObject(value)) faults = this.#properties(schema, value, depth);
    const { allOf, anyOf, oneOf } = schema;
    if (Array.isArray(allOf)) {
      for (const one of allOf) faults = join(faults, this.evaluate(one, value, depth + 1));
    }
    if (Array.isArray(anyOf)) faults = join(faults, this.#anyOf(schema, anyOf, value, depth));
    if (Array.isArray(oneOf)) {
      // That two match is no reason to refuse: one may have matched for a keyword that was passed over.
      this.#passOver();
      faults = join(faults, this.#anyOf(schema, oneOf, value, depth));
    }
    if (schema["if"] !== undefined) faults = join(faults, this.#conditional(schema, value, depth));
    if (schema["not"] !== undefined) {
      const { fits, isSure } = this.#try(schema["not"], value, depth);
      if (fits && isSure) {
        faults = join(faults, [{ kind: "bound", path: [], must: "is a value that is ruled out", value }]);
      }
    }
    if (schema["$dynamicRef"] !== undefined || schema["$recursiveRef"] !== undefined) this.#passOver();
    return faults;
  }

  #anyOf(schema: JsonObject, branches: readonly Json[], value: Json, depth: number): readonly Fault[] {
    this.#spend(branches.length * (isJsonObject(value) ? 2 : 1));
    const candidates = branchesFor(this.#root, branches, value);
    const [only] = candidates;
    if (only === undefined) return branches.length === 0 ? NONE : [{ kind: "type", path: [], schema, value }];
    // No other can match, so this one may read texts, and its faults are the ones to tell.
    if (candidates.length === 1) return this.evaluate(only, value, depth + 1);
    const tried: (readonly Fault[])[] = [];
    for (const branch of candidates) {
      const { fits, faults } = this.#try(branch, value, depth);
      if (fits) return NONE;
      tried.push(faults);
    }
    return closestFaults(tried);
  }

  #conditional(schema: JsonObject, value: Json, depth: number): readonly Fault[] {
    const { fits, isSure } = this.#try(schema["if"], value, depth);
    if (fits && !isSure) return this.#passOver();
    return this.evaluate(schema[fits ? "then" : "else"], value, depth + 1);
  }

  #items(schema: JsonObject, value: readonly Json[], depth: number): readonly Fault[] {
    const { items, prefixItems, additionalItems, contains } = schema;
    // Up to draft 2019-09 a list of items stood under `items`, and the rest under `additionalItems`.
    const first = Array.isArray(prefixItems) ? prefixItems : Array.isArray(items) ? items : [];
    const rest = Array.isArray(items) ? additionalItems : items;
    let faults = NONE;
    for (let index = 0; index < value.length && faults.length < FAULTS; index++) {
      const one = index < first.length ? first[index] : rest;
      if (one === undefined || one === true) continue;
      faults = join(faults, this.#part(one, value, index, depth));
    }
    if (schema["unevaluatedItems"] !== undefined) this.#passOver();
    return contains === undefined || schema["minContains"] === 0
      ? faults
      : join(faults, this.#contains(contains, value, depth));
  }

  #contains(contains: Json, value: readonly Json[], depth: number): readonly Fault[] {
    if (value.some((item) => this.#try(contains, item, depth).fits)) return NONE;
    return [{ kind: "bound", path: [], must: "lacks an item that is asked for" }];
  }

  #properties(schema: JsonObject, value: JsonObject, depth: number): readonly Fault[] {
    const { additionalProperties: others, propertyNames } = schema;
    const properties = isJsonObject(schema["properties"]) ? schema["properties"] : {};
    const patterns = isJsonObject(schema["patternProperties"])
      ? Object.entries(schema["patternProperties"])
      : [];
    let faults = NONE;
    for (const name of Object.keys(value)) {
      if (faults.length >= FAULTS) break;
      this.#spend(1 + patterns.length);
      let isKnown = Object.hasOwn(properties, name);
      if (isKnown) faults = join(faults, this.#part(properties[name], value, name, depth));
      for (const [pattern, one] of patterns) {
        const matches = matchesPattern(pattern, name);
        if (matches === undefined) this.#passOver();
        if (matches === true) faults = join(faults, this.#part(one, value, name, depth));
        isKnown ||= matches !== false;
      }
      if (propertyNames !== undefined && !this.#try(propertyNames, name, depth).fits) {
        faults = join(faults, [{ kind: "bound", path: [name], must: "is not a name that is allowed" }]);
      }
      if (isKnown || others === undefined || others === true) continue;
      if (others === false) {
        faults = join(faults, [{ kind: "unknown", path: [], name, known: Object.keys(properties) }]);
      } else faults = join(faults, this.#part(others, value, name, depth));
    }
    if (schema["unevaluatedProperties"] !== undefined) this.#passOver();
    return join(
      join(faults, this.#required(schema, properties, value)),
      this.#dependent(schema, value, depth),
    );
  }

  #required(schema: JsonObject, properties: JsonObject, value: JsonObject): readonly Fault[] {
    const { required } = schema;
    if (!Array.isArray(required)) return NONE;
    this.#spend(required.length >> 4);
    return missing(required, properties, value);
  }

  /** `dependentRequired`, `dependentSchemas`, and `dependencies`, which was both. */
  #dependent(schema: JsonObject, value: JsonObject, depth: number): readonly Fault[] {
    let faults = NONE;
    for (const keyword of ["dependentRequired", "dependentSchemas", "dependencies"]) {
      const dependencies = schema[keyword];
      if (!isJsonObject(dependencies)) continue;
      for (const [name, then] of Object.entries(dependencies)) {
        this.#spend(1);
        if (!Object.hasOwn(value, name)) continue;
        faults = join(
          faults,
          Array.isArray(then) ? missing(then, {}, value) : this.evaluate(then, value, depth + 1),
        );
      }
    }
    return faults;
  }

  /** A property or an item. */
  #part(
    schema: Json | undefined,
    whole: JsonObject | readonly Json[],
    step: string | number,
    depth: number,
  ): readonly Fault[] {
    const value = (whole as Readonly<Record<string | number, Json>>)[step] ?? null; // own: the caller lists what there is
    this.#path.push(step);
    const faults = this.evaluate(schema, value, depth + 1);
    const isRepaired = faults.length > 0 && this.#readText(schema, { whole, step, value, depth, faults });
    this.#path.pop();
    return faults.length === 0 || isRepaired ? NONE : faults.map((fault) => within(step, fault));
  }

  /** Replaces a text by the JSON in it, if that is what the schema asks for. */
  #readText(schema: Json | undefined, part: TextPart): boolean {
    const [fault] = part.faults;
    if (!this.#readTexts || this.#trials > 0 || typeof part.value !== "string") return false;
    if (fault?.kind !== "type" || fault.path.length > 0) return false;
    this.#spend(part.value.length >> 7);
    const value = readAsJson(part.value);
    if (value === undefined || this.evaluate(schema, value, part.depth + 1).length > 0) return false;
    // Defined, not assigned: the name may be `__proto__`.
    Object.defineProperty(part.whole, part.step, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    this.read.push([...this.#path]);
    return true;
  }

  /** Evaluates a schema that need not match. */
  #try(schema: Json | undefined, value: Json, depth: number) {
    const wasUnsure = this.#isUnsure;
    this.#isUnsure = false;
    this.#trials++;
    const faults = this.evaluate(schema, value, depth + 1);
    this.#trials--;
    const isSure = !this.#isUnsure;
    this.#isUnsure ||= wasUnsure;
    return { fits: faults.length === 0, isSure, faults };
  }

  #passOver(): readonly Fault[] {
    this.#isUnsure = true;
    return NONE;
  }

  #spend(steps: number): void {
    this.#stepsLeft -= steps;
    if (this.#stepsLeft < 0) throw new GivenUp();
  }
}

interface TextPart {
  readonly whole: JsonObject | readonly Json[];
  readonly step: string | number;
  readonly value: Json;
  readonly depth: number;
  readonly faults: readonly Fault[];
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

function join(some: readonly Fault[], more: readonly Fault[]): readonly Fault[] {
  if (more.length === 0) return some;
  return some.length === 0 ? more : [...some, ...more];
}
