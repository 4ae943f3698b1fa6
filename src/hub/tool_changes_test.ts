import assert from "node:assert/strict";
import type { ToolName } from "../names.ts";
import type { ToolDefinition } from "../tool.ts";
import { canonical, ToolChanges } from "./tool_changes.ts";

function tool(name: string, more: Partial<ToolDefinition> = {}): ToolDefinition {
  return { name: name as ToolName, hints: {}, ...more };
}

Deno.test("ToolChanges.take() finds which parts of a known tool changed", () => {
  const changes = new ToolChanges();
  const schema = { type: "object", properties: { a: { type: "string" } } };
  assert.deepEqual(changes.take([tool("a", { inputSchema: schema }), tool("b")]), []);
  const reordered = { properties: { a: { type: "string" } }, type: "object" };
  assert.deepEqual(changes.take([tool("a", { inputSchema: reordered }), tool("new")]), []);
  const other = { properties: { a: { type: "number" } }, type: "object" };
  assert.deepEqual(
    changes.take([
      tool("a", { inputSchema: other, description: "Adds." }),
      tool("new", { hints: { readOnlyHint: true } }),
    ]),
    [{ tool: "a", parts: ["description", "inputSchema"] }, { tool: "new", parts: ["hints"] }],
  );
});

Deno.test("ToolChanges.take() knows a tool that was gone for a while", () => {
  const changes = new ToolChanges();
  changes.take([tool("a", { description: "Adds." })]);
  changes.take([]);
  assert.deepEqual(changes.take([tool("a", { description: "Subtracts." })]), [{
    tool: "a",
    parts: ["description"],
  }]);
});

Deno.test("ToolChanges.take() forgets names beyond its bound, those first that it has not seen for longest", () => {
  const changes = new ToolChanges();
  changes.take([tool("first", { title: "1" })]);
  for (let round = 0; round < 6; round++) {
    const made = Array.from({ length: 2_000 }, (_, index) => tool(`${round}-${index}`));
    changes.take([tool("kept", { title: round === 0 ? "1" : "same" }), ...made]);
  }
  assert.deepEqual(changes.take([tool("first", { title: "2" }), tool("kept", { title: "3" })]), [{
    tool: "kept",
    parts: ["title"],
  }]);
});

Deno.test("ToolChanges.take() takes schemas that are nested too deep to be compared for changed ones", () => {
  const deep = (leaf: string) => JSON.parse(`${'{"a":'.repeat(50_000)}"${leaf}"${"}".repeat(50_000)}`);
  const changes = new ToolChanges();
  changes.take([tool("deep", { inputSchema: deep("x") })]);
  assert.deepEqual(changes.take([tool("deep", { inputSchema: deep("y") })]).length, 1);
});

Deno.test("canonical() sorts members at every depth, and leaves lists in order", () => {
  assert.equal(
    canonical({ b: [2, 1, { d: null, c: "x" }], a: true }),
    '{"a":true,"b":[2,1,{"c":"x","d":null}]}',
  );
});
