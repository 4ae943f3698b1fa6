import assert from "node:assert/strict";
import type { Json, JsonObject } from "../json.ts";
import { Cuts } from "./cuts.ts";
import { declareSchema } from "./declarations.ts";
import type { SchemaRole } from "./read_options.ts";

const ARGS = { name: "XArgs", prefix: "X", use: "arguments" } as const;

const declare = async (
  schema: JsonObject,
  role: SchemaRole = ARGS,
  taken: readonly string[] = ["XArgs", "XResult"],
) => {
  const comments = { length: 300, cuts: new Cuts(), tool: "x" };
  const declared = await declareSchema(schema, role, taken, comments);
  return { ...declared, text: [declared.type, ...declared.declarations].join("\n") };
};
const range = <T>(length: number, make: (n: number) => T) => Array.from({ length }, (_, n) => make(n));

Deno.test("declareSchema() writes a type as a person would", async () => {
  const { text, isOptional } = await declare({
    type: "object",
    title: "Ignored",
    properties: {
      owner: { type: "string", description: "Account\n  name" },
      labels: { type: "array", items: { type: "string" } },
      state: { enum: ["open", "closed"] },
      author: {
        type: "object",
        description: "Who wrote it",
        properties: { id: { type: "integer" } },
        required: ["id"],
      },
    },
    required: ["owner"],
  });
  assert.equal(isOptional, false);
  assert.equal(
    text,
    [
      "{",
      " owner: string // Account name",
      " labels?: string[]",
      ' state?: "open" | "closed"',
      " author?: { // Who wrote it",
      "  id: number",
      " }",
      "}",
    ].join("\n"),
  );
});

Deno.test("declareSchema() gives types of its own to what is shared or recursive", async () => {
  const node: JsonObject = { type: "object", properties: { next: { $ref: "#/$defs/node" } } };
  const { text, names } = await declare({ properties: { a: { $ref: "#/$defs/node" } }, $defs: { node } });
  assert.match(text, /a\?: XNode\n\}\nexport interface XNode \{\n next\?: XNode\n\}/);
  assert.ok(names.includes("XNode"));
});

Deno.test("declareSchema() takes names that the module does not have", async () => {
  const schema = {
    properties: { a: { $ref: "#/$defs/y" }, b: { $ref: "#/$defs/y" } },
    $defs: { y: { properties: {} } },
  };
  const { text } = await declare(schema, ARGS, ["XArgs", "XResult", "XY"]);
  assert.match(text, /a\?: XY2\n/);
});

Deno.test("declareSchema() keeps its bounds on every schema that grows without", async () => {
  const text = { type: "string" };
  const nested = (levels: number, wrap: (inner: Json) => JsonObject) => {
    let schema: JsonObject = text;
    for (let n = 0; n < levels; n++) schema = wrap(schema);
    return schema;
  };
  const both = (n: number) => ({ $ref: `#/$defs/d${n + 1}` });
  const diamond = (make: (n: number) => JsonObject) => ({
    properties: { a: { $ref: "#/$defs/d0" } },
    $defs: Object.fromEntries(range(150, (n) => [`d${n}`, make(n)])),
  });
  const hostile: Readonly<Record<string, JsonObject>> = {
    "1,000 lists": nested(1_000, (items) => ({ type: "array", items })),
    "100,000 objects": nested(100_000, (a) => ({ properties: { a } })),
    "100,000 unions": nested(100_000, (a) => ({ anyOf: [a, { type: "null" }] })),
    "100,000 properties": { properties: Object.fromEntries(range(100_000, (n) => [`p${n}`, text])) },
    "100,000 required": { type: "object", required: range(100_000, (n) => `r${n}`) },
    "5,000 values": { properties: { a: { type: "string", enum: range(5_000, (n) => `v${n}`) } } },
    "300 lists of 90 values": {
      properties: Object.fromEntries(range(300, (n) => [`p${n}`, { enum: range(90, (m) => `v${n}.${m}`) }])),
    },
    "a diamond of properties": diamond((n) => ({ properties: { l: both(n), r: both(n) } })),
    "a diamond of unions": diamond((n) => ({ anyOf: [{ properties: { l: both(n) } }, { items: both(n) }] })),
    "a web": {
      properties: { a: { $ref: "#/$defs/d0" } },
      $defs: Object.fromEntries(
        range(
          190,
          (n) => [`d${n}`, { properties: Object.fromEntries(range(190, (m) => [`p${m}`, both(m)])) }],
        ),
      ),
    },
    "20,000 references in a row": {
      properties: Object.fromEntries(range(20_000, (n) => [`p${n}`, { $ref: `#/properties/p${n + 1}` }])),
    },
    "a description of 4 MB": { properties: { a: { description: "x ".repeat(2_000_000) } } },
    "a name of 1 MB": { properties: { ["k".repeat(1_000_000)]: text } },
  };
  for (const [name, schema] of Object.entries(hostile)) {
    const start = performance.now();
    const declared = await declare(schema);
    // 100 ms is usual; the bound only has to tell linear from quadratic on a busy machine.
    assert.ok(performance.now() - start < 5_000, `${name} took too long`);
    assert.ok(declared.text.length <= 40_000, `${name}: ${declared.text.length} characters`);
    assert.match(declared.type, /^(?:\{|unknown|Record<|XArgs$)/, name);
    assert.equal(declared.text.includes("too large to show"), name === "a name of 1 MB", name);
  }
});

Deno.test("declareSchema() shows the values of a list that is too long for a type", async () => {
  const { text } = await declare({ properties: { a: { enum: range(150, (n) => `v${n}`) } } });
  assert.match(text, /^ a\?: string \/\/ one of 150 values such as "v0", "v1", "v2", "v3", "v4"$/m);
});

Deno.test("declareSchema() gives up descriptions before it gives up types", async () => {
  const described = range(300, (n) => [`p${n}`, { type: "string", description: `${n} `.repeat(150) }]);
  const { text } = await declare({ properties: Object.fromEntries(described) });
  assert.match(text, /p299\?: string$/m);
  assert.doesNotMatch(text, /\/\//);
});

Deno.test("declareSchema() leaves a result open where its schema is", async () => {
  const role = { name: "XResult", prefix: "X", use: "result" } as const;
  const { text } = await declare({ type: "object", properties: { a: {}, b: { type: "object" } } }, role, []);
  assert.match(text, /a\?: any\n b\?: Record<string, any>\n/);
});

Deno.test("declareSchema() keeps the name of a type that names itself", async () => {
  const { type, declarations } = await declare({
    type: "object",
    properties: { and: { type: "array", items: { $ref: "#" } } },
  });
  assert.equal(type, "XArgs");
  assert.deepEqual(declarations, ["export interface XArgs {\n and?: XArgs[]\n}"]);
});

Deno.test("declareSchema() leaves out a description that only repeats names", async () => {
  const { text } = await declare({
    properties: {
      issue_id: { type: "string", description: "The ID of the issue" },
      q: { description: "Words to find" },
    },
  });
  assert.equal(text, "{\n issue_id?: string\n q?: unknown // Words to find\n}");
});
