import assert from "node:assert/strict";
import type { Json, JsonObject } from "../json.ts";
import { checkValue } from "./schema_check.ts";

/** A schema with values that it allows, and values that it does not. */
interface Case {
  readonly schema: JsonObject;
  readonly fits: readonly Json[];
  readonly faulty: readonly Json[];
}

const one = (schema: Json): JsonObject => ({ type: "object", properties: { a: schema } });

const CASES: Readonly<Record<string, Case>> = {
  "type": {
    schema: one({ type: ["integer", "null"] }),
    fits: [{ a: 5 }, { a: 5.0 }, { a: null }, {}],
    faulty: [{ a: 5.5 }, { a: "5" }, { a: true }, { a: [] }, [], null, "x"],
  },
  "nullable of OpenAPI": {
    schema: one({ type: "string", enum: ["x"], nullable: true }),
    fits: [{ a: null }, { a: "x" }],
    faulty: [{ a: "y" }],
  },
  "required and additionalProperties": {
    schema: { type: "object", properties: { a: {}, b: {} }, required: ["a"], additionalProperties: false },
    fits: [{ a: 1 }, { a: 1, b: 2 }],
    faulty: [{}, { b: 1 }, { a: 1, c: 1 }, { a: 1, toString: 1 }],
  },
  "additionalProperties with a schema": {
    schema: { additionalProperties: { type: "number" } },
    fits: [{}, { x: 1 }],
    faulty: [{ x: "1" }],
  },
  "patternProperties": {
    schema: { patternProperties: { "^x-": { type: "number" } }, additionalProperties: false },
    fits: [{ "x-a": 1 }],
    faulty: [{ "x-a": "1" }, { b: 1 }],
  },
  "patternProperties that may take too long let everything through": {
    schema: { patternProperties: { "^(a+)+$": { type: "number" } }, additionalProperties: false },
    fits: [{ [`${"a".repeat(50)}!`]: "x" }],
    faulty: [],
  },
  "names of prototypes": {
    schema: JSON.parse(
      '{"properties":{"__proto__":{"type":"string"},"constructor":{"type":"number"}},"required":["constructor"],"additionalProperties":false}',
    ),
    fits: [JSON.parse('{"constructor":1,"__proto__":"x"}')],
    faulty: [{}, JSON.parse('{"constructor":1,"__proto__":1}'), { constructor: "x" }, {
      constructor: 1,
      valueOf: 1,
    }],
  },
  "items": {
    schema: one({ type: "array", items: { type: "string" }, minItems: 1, maxItems: 2, uniqueItems: true }),
    fits: [{ a: ["x"] }, { a: ["x", "y"] }],
    faulty: [{ a: [] }, { a: ["x", "y", "z"] }, { a: ["x", "x"] }, { a: [1] }],
  },
  "prefixItems": {
    schema: one({ prefixItems: [{ type: "string" }], items: { type: "number" } }),
    fits: [{ a: ["x", 1, 2] }, { a: [] }],
    faulty: [{ a: [1] }, { a: ["x", "y"] }],
  },
  "a list of items, up to draft 2019-09": {
    schema: one({ items: [{ type: "string" }], additionalItems: false }),
    fits: [{ a: ["x"] }],
    faulty: [{ a: ["x", 1] }, { a: [1] }],
  },
  "contains": {
    schema: one({ contains: { const: "x" } }),
    fits: [{ a: ["y", "x"] }],
    faulty: [{ a: ["y"] }, { a: [] }],
  },
  "enum and const": {
    schema: { properties: { a: { enum: ["x", 1, { k: [1, 2] }] }, b: { const: null } } },
    fits: [{ a: "x" }, { a: 1 }, { a: { k: [1, 2] } }, { b: null }],
    faulty: [{ a: "y" }, { a: "1" }, { a: { k: [2, 1] } }, { a: {} }, { b: 0 }],
  },
  "bounds of numbers": {
    schema: {
      properties: {
        a: { minimum: 1, maximum: 3 },
        b: { exclusiveMinimum: 0, exclusiveMaximum: 1 },
        c: { multipleOf: 0.1 },
      },
    },
    fits: [{ a: 1 }, { a: 3 }, { b: 0.5 }, { c: 0.3 }, { c: 1e20 }, { a: "x" }],
    faulty: [{ a: 0 }, { a: 4 }, { b: 0 }, { b: 1 }, { c: 0.35 }],
  },
  "bounds of draft 4": {
    schema: one({ minimum: 0, exclusiveMinimum: true }),
    fits: [{ a: 1 }],
    faulty: [{ a: 0 }],
  },
  "bounds of texts, in code points": {
    schema: one({ minLength: 2, maxLength: 3 }),
    fits: [{ a: "ab" }, { a: "😀😀😀" }, { a: 5 }],
    faulty: [{ a: "a" }, { a: "😀" }, { a: "abcd" }, { a: "x".repeat(1_000_000) }],
  },
  "pattern": { schema: one({ pattern: "^[a-z]+$" }), fits: [{ a: "ab" }], faulty: [{ a: "A" }] },
  "format is not judged": {
    schema: one({ type: "string", format: "email" }),
    fits: [{ a: "no address" }],
    faulty: [],
  },
  "number of properties": {
    schema: { minProperties: 1, maxProperties: 2 },
    fits: [{ a: 1 }],
    faulty: [{}, { a: 1, b: 1, c: 1 }],
  },
  "anyOf": {
    schema: one({ anyOf: [{ type: "string", minLength: 2 }, { type: "number" }] }),
    fits: [{ a: "ab" }, { a: 1 }],
    faulty: [{ a: "a" }, { a: true }],
  },
  "oneOf does not mind two that match": {
    schema: one({ oneOf: [{ type: "number" }, { minimum: 1 }] }),
    fits: [{ a: 1 }, { a: 0 }, { a: "x" }],
    faulty: [],
  },
  "allOf": {
    schema: { allOf: [{ required: ["a"] }, { properties: { a: { type: "number" } } }] },
    fits: [{ a: 1 }],
    faulty: [{}, { a: "x" }],
  },
  "not": {
    schema: { not: { required: ["a", "b"] } },
    fits: [{ a: 1 }, {}],
    faulty: [{ a: 1, b: 1 }],
  },
  "not with what cannot be judged": {
    schema: one({ not: { format: "email" } }),
    fits: [{ a: "x" }],
    faulty: [],
  },
  "if, then, else": {
    schema: {
      if: { properties: { kind: { const: "x" } }, required: ["kind"] },
      then: { required: ["a"] },
      else: { required: ["b"] },
    },
    fits: [{ kind: "x", a: 1 }, { kind: "y", b: 1 }],
    faulty: [{ kind: "x" }, { kind: "y", a: 1 }],
  },
  "dependencies": {
    schema: { dependentRequired: { a: ["b"] }, dependencies: { c: ["d"], e: { required: ["f"] } } },
    fits: [{}, { a: 1, b: 1 }, { c: 1, d: 1 }, { e: 1, f: 1 }],
    faulty: [{ a: 1 }, { c: 1 }, { e: 1 }],
  },
  "propertyNames": {
    schema: { propertyNames: { enum: ["a"] } },
    fits: [{ a: 1 }],
    faulty: [{ b: 1 }],
  },
  "references within": {
    schema: {
      $defs: { "a/b": { type: "number" }, "ü": { type: "string" } },
      properties: { a: { $ref: "#/$defs/a~1b" }, b: { $ref: "#/$defs/%C3%BC" }, c: { $ref: "#" } },
    },
    fits: [{ a: 1, b: "x", c: { a: 1 } }],
    faulty: [{ a: "x" }, { b: 1 }, { c: { a: "x" } }],
  },
  "references elsewhere are not followed": {
    schema: one({
      anyOf: [{ $ref: "https://example.com/schema" }, { $ref: "#/$defs/none" }, { $ref: "#anchor" }],
    }),
    fits: [{ a: 1 }],
    faulty: [],
  },
  "references in a document of its own are not followed": {
    schema: one({ $id: "https://example.com/x", $defs: { n: { type: "number" } }, $ref: "#/$defs/n" }),
    fits: [{ a: "x" }],
    faulty: [],
  },
  "keywords beside a reference count in recent drafts only": {
    schema: { $defs: { n: {} }, properties: { a: { $ref: "#/$defs/n", type: "number" } } },
    fits: [{ a: "x" }],
    faulty: [],
  },
  "keywords beside a reference": {
    schema: {
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $defs: { n: {} },
      properties: { a: { $ref: "#/$defs/n", type: "number" } },
    },
    fits: [{ a: 1 }],
    faulty: [{ a: "x" }],
  },
  "schemas that are booleans": {
    schema: { properties: { a: true, b: false } },
    fits: [{ a: 1 }, {}],
    faulty: [{ b: 1 }],
  },
  "malformed keywords are passed over": {
    schema: {
      type: "object",
      required: "a",
      properties: {
        a: { type: "str" },
        b: { type: ["string", "file"] },
        c: null,
        d: { enum: "x", minimum: "1", minLength: -1, pattern: 5, items: 5, anyOf: {}, allOf: "x", $ref: 5 },
        e: { enum: [] },
        f: { type: "array", items: { type: "array", minItems: "2" }, uniqueItems: "yes" },
      },
      additionalProperties: "no",
      dependencies: 5,
      patternProperties: [],
    },
    fits: [{ a: 1, b: 2, c: 3, d: "", e: 1, f: [[], []], g: 1 }],
    faulty: [],
  },
};

Deno.test("checkValue() refuses what the schema refuses, and nothing else", async (t) => {
  for (const [name, { schema, fits, faulty }] of Object.entries(CASES)) {
    await t.step(name, () => {
      const verdict = (value: Json) => checkValue(schema, structuredClone(value)).kind;
      for (const value of fits) assert.equal(verdict(value), "fits", JSON.stringify(value));
      for (const value of faulty) assert.equal(verdict(value), "faulty", JSON.stringify(value));
    });
  }
});

Deno.test("checkValue() leaves the value alone unless it is told to read texts", () => {
  const value = { a: "[1]" };
  assert.equal(checkValue(one({ type: "array" }), value).kind, "faulty");
  assert.deepEqual(value, { a: "[1]" });
});

Deno.test("checkValue() reads a text as JSON where nothing else can be meant", async (t) => {
  const nested = { type: "object", properties: { n: { type: "number" } }, required: ["n"] };
  const cases: readonly (readonly [name: string, schema: JsonObject, given: string, sent: Json])[] = [
    ["an object", nested, '{"n":1}', { n: 1 }],
    ["an object with a text in it", nested, '{"n":"1"}', { n: 1 }],
    ["an array", { type: "array", items: { type: "string" } }, ' ["a"]', ["a"]],
    ["a number", { type: "integer" }, "5", 5],
    ["a negative number", { type: "number" }, "-1.5", -1.5],
    ["a boolean", { type: "boolean" }, "true", true],
    ["one of several types", { type: ["number", "null"] }, "5", 5],
    ["an alternative", { anyOf: [{ type: "array" }, { type: "null" }] }, "[]", []],
    ["through a reference", { $ref: "#/$defs/list" }, "[1]", [1]],
  ];
  for (const [name, schema, given, sent] of cases) {
    await t.step(name, () => {
      const value = { a: given };
      const verdict = checkValue({ ...one(schema), $defs: { list: { type: "array" } } }, value, {
        readTexts: true,
      });
      assert.equal(verdict.kind, "fits");
      assert.deepEqual(value, { a: sent });
      assert(verdict.kind === "fits" && verdict.read.length > 0);
    });
  }
});

Deno.test("checkValue() does not read a text that may be meant as one, or that does not fit", async (t) => {
  const cases: readonly (readonly [schema: JsonObject, given: string, kind: string])[] = [
    [{ type: ["array", "string"] }, "[1]", "fits"],
    [{ anyOf: [{ type: "number" }, { type: "string" }] }, "5", "fits"],
    [{}, "5", "fits"],
    [{ type: "number" }, "007", "faulty"],
    [{ type: "number" }, "1e3", "faulty"],
    [{ type: "number" }, " 5", "faulty"],
    [{ type: "number" }, "", "faulty"],
    [{ type: "number" }, "12345678901234567890", "faulty"],
    [{ type: "integer" }, "5.5", "faulty"],
    [{ type: "boolean" }, "yes", "faulty"],
    [{ type: "null" }, "null", "faulty"],
    [{ type: "object" }, "[1]", "faulty"],
    [{ type: "array", items: { type: "number" } }, '["x"]', "faulty"],
    [{ type: "array" }, "[1", "faulty"],
    [{ enum: [1, 2] }, "1", "faulty"],
  ];
  for (const [schema, given, kind] of cases) {
    await t.step(`${JSON.stringify(schema)} ${given}`, () => {
      const value = { a: given };
      assert.equal(checkValue(one(schema), value, { readTexts: true }).kind, kind);
      assert.deepEqual(value, { a: given });
    });
  }
});

Deno.test("checkValue() reads texts in the branch that is meant, and in none that fails", () => {
  const schema = one({
    anyOf: [
      { type: "object", properties: { kind: { const: "a" }, n: { type: "number" } }, required: ["kind"] },
      { type: "object", properties: { kind: { const: "b" }, n: { type: "boolean" } }, required: ["kind"] },
    ],
  });
  const value = { a: { kind: "b", n: "true" } };
  assert.equal(checkValue(schema, value, { readTexts: true }).kind, "fits");
  assert.deepEqual(value, { a: { kind: "b", n: true } });
});

Deno.test("checkValue() gives up in bounded time on what is hostile or too large (S-13)", async (t) => {
  const chain: Record<string, Json> = {};
  for (let n = 0; n < 60; n++) {
    chain[`a${n}`] = { allOf: [{ $ref: `#/$defs/a${n + 1}` }, { $ref: `#/$defs/a${n + 1}` }] };
  }
  const branch = (kind: string): Json => ({
    type: "object",
    properties: {
      kind: { type: "string", minLength: kind.length },
      and: { type: "array", items: { $ref: "#/$defs/filter" } },
    },
    required: ["kind", "and"],
  });
  let filter: Json = { kind: "x" };
  for (let n = 0; n < 25; n++) filter = { kind: "x", and: [filter] };
  let deep: Json = [];
  for (let n = 0; n < 10_000; n++) deep = [deep];
  const cases: readonly (readonly [name: string, schema: JsonObject, value: Json])[] = [
    ["references that double", { $defs: { ...chain, a60: {} }, $ref: "#/$defs/a0" }, {}],
    ["a filter in a filter in a filter", {
      $defs: { filter: { anyOf: [branch("aa"), branch("bb")] } },
      $ref: "#/$defs/filter",
    }, filter],
    ["a reference to itself", { $ref: "#" }, {}],
    ["references in a circle", {
      $defs: { a: { $ref: "#/$defs/b" }, b: { $ref: "#/$defs/a" } },
      $ref: "#/$defs/a",
    }, {}],
    ["deep nesting", { $defs: { l: { items: { $ref: "#/$defs/l" } } }, $ref: "#/$defs/l" }, deep],
    ["a million items", { items: { type: "number" } }, Array.from({ length: 1_000_000 }, () => 1)],
    [
      "a million names",
      { additionalProperties: { type: "number" } },
      Object.fromEntries(Array.from({ length: 300_000 }, (_, n) => [`k${n}`, 1])),
    ],
    ["a hundred thousand branches", {
      items: { anyOf: Array.from({ length: 100_000 }, (_, n) => ({ const: n, type: "object" })) },
    }, [{}, {}]],
    [
      "ten thousand slow patterns",
      { items: { pattern: "^.*a.*b$" } },
      Array.from({ length: 10_000 }, () => "a".repeat(500)),
    ],
    ["a catastrophic pattern", { items: { pattern: "^(a+)+$" } }, [`${"a".repeat(5_000)}!`]],
    ["ten thousand choices for each of ten thousand", {
      items: { enum: Array.from({ length: 10_000 }, (_, n) => `choice ${n}`) },
    }, Array.from({ length: 10_000 }, () => "choice 9999")],
    ["a long reference, again and again", {
      items: { $ref: `#/$defs/${"a/".repeat(500_000)}` },
    }, Array.from({ length: 50_000 }, () => 1)],
    ...Object.entries({
      "names": { additionalProperties: false },
      "branches": { anyOf: [{ type: "object" }, { type: "object" }] },
      "constants": { const: Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, 0])) },
      "counts": { minProperties: 5 },
    }).map(([what, schema]): [string, JsonObject, Json] => [
      `many ${what}, a thousand times`,
      { anyOf: Array.from({ length: 1_000 }, () => ({ minProperties: 1, allOf: [schema, false] })) },
      Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`k${n}`, 1])),
    ]),
    ["the length of a long text, a thousand times", {
      items: { anyOf: Array.from({ length: 1_000 }, () => ({ maxLength: 600_000, allOf: [false] })) },
    }, ["x".repeat(1_000_000)]],
    ["a large text for an array", { properties: { a: { type: "array" } } }, {
      a: `[${"1,".repeat(5_000_000)}1]`,
    }],
  ];
  for (const [name, schema, value] of cases) {
    await t.step(name, () => {
      const startedAt = performance.now();
      checkValue(schema, value, { readTexts: true });
      const ms = performance.now() - startedAt;
      // Most take some 10 ms; the rest is for a busy machine.
      assert(ms < 1_500, `${ms} ms`);
    });
  }
});

Deno.test("checkValue() finds at most so many faults that they can be told", () => {
  const verdict = checkValue({ items: { type: "string" } }, Array.from({ length: 10_000 }, () => 1));
  assert(verdict.kind === "faulty" && verdict.faults.length === 20);
});
