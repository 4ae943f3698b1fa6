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
import { PatternMatcher } from "./pattern_cost.ts";
import { checkAssertions } from "./schema_assertions.ts";
import { branchesFor, closestFaults } from "./schema_branches.ts";
import { type Fault, joinFaults, NO_FAULTS, type ValuePath, within } from "./schema_fault.ts";
import { evaluateItems, evaluateProperties, type MemberJudge } from "./schema_members.ts";
import { readsBesideReference, resolveReference } from "./schema_reference.ts";
import { allowsType } from "./schema_type.ts";
import { readAsJson } from "./text_value.ts";

/** Steps after which a check is given up, some 20 ms: what is larger is for the server alone to check. */
const STEPS = 50_000;

/** Schemas within schemas that are followed, so that neither a `$ref` to itself nor a deep value fills the stack. */
const DEPTH = 150;

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
    // A RangeError: the stack was half full before.
    if (error instanceof GivenUp || error instanceof RangeError) return { kind: "unchecked" };
    throw error;
  }
}

class GivenUp extends Error {}

class SchemaCheck implements MemberJudge {
  readonly read: ValuePath[] = [];
  readonly patterns = new PatternMatcher();
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
    this.spend(1);
    if (depth > DEPTH) throw new GivenUp();
    if (schema === false) return [{ kind: "bound", path: [], must: "must not be given" }];
    if (!isJsonObject(schema)) return NO_FAULTS;
    // A document of its own, whose references cannot be followed.
    if (schema !== this.#root && typeof schema["$id"] === "string") return this.passOver();
    if (typeof schema["$ref"] === "string") {
      const target = this.resolve(schema["$ref"]);
      const faults = target === undefined ? this.passOver() : this.evaluate(target, value, depth + 1);
      if (faults.length > 0 || !readsBesideReference(this.#root)) return faults;
    }
    if (!allowsType(schema, value)) return [{ kind: "type", path: [], schema, value }];
    const failed = checkAssertions(schema, value, this);
    if (failed !== undefined) return [failed];
    return this.#evaluateParts(schema, value, depth);
  }

  /** The keywords that hold schemas. */
  #evaluateParts(schema: JsonObject, value: Json, depth: number): readonly Fault[] {
    let faults = NO_FAULTS;
    if (Array.isArray(value)) faults = evaluateItems(this, schema, value, depth);
    else if (isJsonObject(value)) faults = evaluateProperties(this, schema, value, depth);
    const { allOf, anyOf, oneOf } = schema;
    if (Array.isArray(allOf)) {
      for (const one of allOf) faults = joinFaults(faults, this.evaluate(one, value, depth + 1));
    }
    if (Array.isArray(anyOf)) faults = joinFaults(faults, this.#anyOf(schema, anyOf, value, depth));
    if (Array.isArray(oneOf)) {
      // That two match is no reason to refuse: one may have matched for a keyword that was passed over.
      this.passOver();
      faults = joinFaults(faults, this.#anyOf(schema, oneOf, value, depth));
    }
    if (schema["if"] !== undefined) faults = joinFaults(faults, this.#conditional(schema, value, depth));
    if (schema["not"] !== undefined) {
      const { fits, isSure } = this.#try(schema["not"], value, depth);
      if (fits && isSure) {
        faults = joinFaults(faults, [{
          kind: "bound",
          path: [],
          must: "is a value that is ruled out",
          value,
        }]);
      }
    }
    if (schema["$dynamicRef"] !== undefined || schema["$recursiveRef"] !== undefined) this.passOver();
    return faults;
  }

  #anyOf(schema: JsonObject, branches: readonly Json[], value: Json, depth: number): readonly Fault[] {
    this.spend(branches.length * (isJsonObject(value) ? 2 : 1));
    const candidates = branchesFor(branches, value, this);
    const [only] = candidates;
    if (only === undefined) {
      return branches.length === 0 ? NO_FAULTS : [{ kind: "type", path: [], schema, value }];
    }
    // No other can match, so this one may read texts, and its faults are the ones to tell.
    if (candidates.length === 1) return this.evaluate(only, value, depth + 1);
    const tried: (readonly Fault[])[] = [];
    for (const branch of candidates) {
      const { fits, faults } = this.#try(branch, value, depth);
      if (fits) return NO_FAULTS;
      tried.push(faults);
    }
    return closestFaults(tried);
  }

  #conditional(schema: JsonObject, value: Json, depth: number): readonly Fault[] {
    const { fits, isSure } = this.#try(schema["if"], value, depth);
    if (fits && !isSure) return this.passOver();
    return this.evaluate(schema[fits ? "then" : "else"], value, depth + 1);
  }

  /** A property or an item. */
  member(
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
    return faults.length === 0 || isRepaired ? NO_FAULTS : faults.map((fault) => within(step, fault));
  }

  /** Replaces a text by the JSON in it, if that is what the schema asks for. */
  #readText(schema: Json | undefined, part: TextPart): boolean {
    const [fault] = part.faults;
    if (!this.#readTexts || this.#trials > 0 || typeof part.value !== "string") return false;
    if (fault?.kind !== "type" || fault.path.length > 0) return false;
    this.spend(part.value.length >> 7);
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

  passOver(): readonly Fault[] {
    this.#isUnsure = true;
    return NO_FAULTS;
  }

  resolve(ref: string): Json | undefined {
    this.spend(1 + (ref.length >> 5));
    return resolveReference(this.#root, ref);
  }

  fits(schema: Json, value: Json, depth: number): boolean {
    return this.#try(schema, value, depth).fits;
  }

  spend(steps: number): void {
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
