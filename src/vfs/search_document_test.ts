import assert from "node:assert/strict";
import { catalogOf } from "../../tests/codegen/catalog_of.ts";
import { documentOf } from "./search_document.ts";

function documentFor(tool: Readonly<Record<string, unknown>>) {
  const [server] = catalogOf({ github: [tool] }).servers;
  const [only] = server?.tools ?? [];
  assert(server !== undefined && only !== undefined);
  return documentOf(server, only);
}

Deno.test("documentOf() gathers names, descriptions and arguments", () => {
  const document = documentFor({
    name: "manage_issue",
    title: "Issues",
    description: "Manages an issue. Needs a token.\n\nSee the docs.",
    inputSchema: {
      type: "object",
      properties: {
        operation: { type: "string", enum: ["create", "close"], description: "What to do" },
        labels: { type: "array", items: { type: "object", properties: { color: { type: "string" } } } },
        target: { anyOf: [{ $ref: "#/$defs/Target" }, { properties: { url: {} } }] },
      },
      $defs: { Target: { properties: { owner: { description: "Who" } } } },
    },
  });
  assert.deepEqual(document, {
    name: "manage_issue Issues",
    server: "github",
    summary: "Manages an issue.",
    description: " Needs a token. See the docs.",
    parameters: "operation labels target owner color url",
    details: "What to do create close Who",
  });
});

Deno.test("documentOf() takes a tool that has but a name", () => {
  assert.deepEqual(documentFor({ name: "bare" }), {
    name: "bare ",
    server: "github",
    summary: "",
    description: "",
    parameters: "",
    details: "",
  });
});

Deno.test("documentOf() takes schemas of any shape", () => {
  const odd = [
    { properties: [] },
    { properties: { a: null, b: 1, c: { description: 7, enum: "x" } } },
    { properties: JSON.parse('{"__proto__":{"description":"d"},"constructor":{}}') },
    { items: null, anyOf: {}, $defs: [] },
    { allOf: [null, 1, "x", [{}]] },
  ];
  for (const inputSchema of odd) assert.equal(documentFor({ name: "t", inputSchema }).name, "t ");
});

Deno.test("documentOf() is bounded, whatever the server sent", () => {
  const wide = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, n) => [`argument_${n}`, { description: "x".repeat(5_000) }]),
  );
  let deep: Record<string, unknown> = {};
  for (let n = 0; n < 5_000; n++) {
    deep = { properties: { deep, other: deep }, items: deep, anyOf: [deep, deep] };
  }
  for (const inputSchema of [{ properties: wide }, deep]) {
    const document = documentFor({ name: "t", description: "word ".repeat(1_000_000), inputSchema });
    assert(document.details.length <= 500);
    assert(document.summary.length + document.description.length <= 2_000);
    assert(document.parameters.length <= 1_500);
  }
});

Deno.test("documentOf() leaves out what says least where a server sends too much", () => {
  const inputSchema = { properties: { repo: { description: "y".repeat(500) } } };
  const tools = Array.from({ length: 2_000 }, (_, n) => ({
    name: `tool_${n}`,
    description: `Does ${n}. ${"X".repeat(400)}`,
    inputSchema,
  }));
  const [server] = catalogOf({ big: tools }).servers;
  assert(server !== undefined);
  const documents = server.tools.map((tool) => documentOf(server, tool));
  assert(documents.every(({ name, summary }) => /^tool_\d+ $/.test(name) && /^Does \d+\.$/.test(summary)));
  const length = documents.flatMap((document) => Object.values(document)).join("").length;
  assert(length < 800_000, `${length} code units`);
});
