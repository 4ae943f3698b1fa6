import assert from "node:assert/strict";
import { catalogOf } from "../../tests/codegen/catalog_of.ts";
import type { CatalogTool } from "../catalog/catalog.ts";
import { toolOutline, toolSignature } from "./signature.ts";

const range = <T>(length: number, make: (n: number) => T) => Array.from({ length }, (_, n) => make(n));
const fields = (length: number, schema: unknown = { type: "string" }) =>
  Object.fromEntries(range(length, (n) => [`field_${n}`, schema]));

function toolWith(inputSchema: unknown, outputSchema?: unknown): CatalogTool {
  const [tool] = catalogOf({ s: [{ name: "do_it", inputSchema, outputSchema }] }).servers.flatMap((
    { tools },
  ) => tools);
  assert.ok(tool);
  return tool;
}

const signature = (input: unknown, output?: unknown) => toolSignature(toolWith(input, output));

Deno.test("toolSignature() is a call with types in place of values, the required ones first", () => {
  assert.equal(
    signature({
      type: "object",
      properties: {
        body: { type: "string", description: "Not shown" },
        owner: { type: "string" },
        labels: { type: "array", items: { type: "string" } },
        state: { enum: ["open", "closed"] },
        "per-page": { type: "integer" },
        author: { type: "object", properties: { id: { type: ["integer", "null"] } }, required: ["id"] },
      },
      required: ["owner"],
    }),
    'doIt({ owner: string; body?: string; labels?: string[]; state?: "open" | "closed"; "per-page"?: number; ' +
      "author?: { id: number | null } })",
  );
});

Deno.test("toolSignature() has the result where it is declared", () => {
  const output = { type: "object", properties: { id: { type: "number" } }, required: ["id"] };
  assert.equal(signature({ type: "object", properties: {} }, output), "doIt(): Promise<{ id: number }>");
  assert.equal(signature(undefined), "doIt()");
});

Deno.test("toolSignature() hides what lies deep before it hides arguments", () => {
  const deep = { type: "object", properties: { a: { type: "object", properties: fields(30) } } };
  assert.equal(
    signature({ properties: { q: { type: "string" }, filter: deep }, required: ["q"] }),
    "doIt({ q: string; filter?: { a?: {…} } })",
  );
});

Deno.test("toolSignature() leaves out arguments that do not fit, and says how many", () => {
  const text = signature({ type: "object", properties: fields(40), required: ["field_39"] });
  assert.match(text, /^doIt\(\{ field_39: string; field_0\?: string; .*; \+\d+ optional \}\)$/);
  const shown = text.match(/field_/g)?.length ?? 0;
  assert.equal(Number(/\+(\d+) optional/.exec(text)?.[1]), 40 - shown);
});

Deno.test("toolOutline() has the required arguments, strings without their type", () => {
  const properties = {
    ...fields(6),
    n: { type: "number" },
    state: { enum: ["open", "closed"] },
    ids: { type: "array", items: { type: "string" } },
    where: { type: "object", properties: fields(3) },
  };
  assert.equal(
    toolOutline(toolWith({ properties, required: ["field_1", "n", "state", "ids", "where"] })),
    'doIt({ field_1, n: number, state: "open" | "closed", ids: string[], where: {…}, +5 optional })',
  );
  assert.equal(toolOutline(toolWith({ properties: {} })), "doIt()");
  assert.equal(toolOutline(toolWith(undefined)), "doIt()");
});

const deepList = (levels: number) => {
  let schema: unknown = { type: "string" };
  for (let n = 0; n < levels; n++) schema = { type: "array", items: schema };
  return schema;
};
const twice = (n: number) => ({ $ref: `#/$defs/d${n + 1}` });

/** Schemas that want a long text, a deep stack or much time. */
const hostile: Readonly<Record<string, unknown>> = {
  "10,000 properties": { properties: fields(10_000) },
  "10,000 required properties": { properties: fields(10_000), required: Object.keys(fields(10_000)) },
  "10,000 values": { properties: { a: { enum: range(10_000, (n) => `v${n}`) } } },
  "90 long values": { properties: { a: { enum: range(90, (n) => `${n}`.repeat(90)) } } },
  "a name of 1 MB": { properties: { ["k".repeat(1_000_000)]: {} }, required: ["k".repeat(1_000_000)] },
  "required names of 1 MB": { required: range(20, (n) => `${n}`.repeat(1_000_000)) },
  "10,000 lists": { properties: { a: deepList(10_000) } },
  "a type of itself": {
    properties: { a: { $ref: "#" }, b: { anyOf: [{ $ref: "#" }, { $ref: "#/properties/b" }] } },
  },
  "a record and a list of themselves": {
    properties: { a: { $ref: "#/$defs/r" }, b: { $ref: "#/$defs/l" } },
    $defs: { r: { additionalProperties: { $ref: "#/$defs/r" } }, l: { items: { $ref: "#/$defs/l" } } },
  },
  "a diamond": {
    properties: { a: { $ref: "#/$defs/d0" } },
    $defs: Object.fromEntries(range(150, (n) => [`d${n}`, { properties: { l: twice(n), r: twice(n) } }])),
  },
  "a diamond of unions": {
    properties: { a: { $ref: "#/$defs/d0" } },
    $defs: Object.fromEntries(range(150, (n) => [`d${n}`, { anyOf: [twice(n), { items: twice(n) }] }])),
  },
  "1,000 places": { properties: { a: { prefixItems: range(1_000, () => ({ type: "string" })) } } },
  "names that break lines": { properties: { "a\n*/ b": {}, "\u2028": {}, "\u202e\u0000": {}, "`${x}`": {} } },
  "values that break lines": { properties: { a: { enum: ["\n*/", "\u2028", "\u001b[31m", "\u0000"] } } },
  "no schema at all": {
    properties: 7,
    required: "a",
    enum: {},
    anyOf: 1,
    $ref: [],
    type: { type: "object" },
  },
  "a list for properties": { type: "object", properties: [1, null, { a: 1 }] },
};

for (const [name, schema] of Object.entries(hostile)) {
  Deno.test(`toolSignature() is one short, visible line for ${name}`, () => {
    const start = performance.now();
    const tool = toolWith(schema, schema);
    for (const text of [toolSignature(tool), toolOutline(tool)]) {
      assert.ok(text.length <= 3_000, `${text.length} characters`);
      assert.match(text, /^doIt\(.*\)(?:: Promise<.*>)?$/);
      assert.doesNotMatch(text, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    }
    assert.ok(performance.now() - start < 5_000, "too long");
  });
}

Deno.test("toolSignature() is the same whoever asks, and how often", () => {
  const schema = { properties: { a: { type: "string" } } };
  assert.equal(signature(schema), signature(structuredClone(schema)));
});
