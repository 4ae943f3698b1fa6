import assert from "node:assert/strict";
import type { JsonObject } from "../json.ts";
import { parseToolDefinition, type ToolDefinition } from "../tool.ts";
import { diffDefinition } from "./definition_diff.ts";
import { diffLines } from "./line_diff.ts";

function tool(name: string, more: JsonObject = {}): ToolDefinition {
  const parsed = parseToolDefinition({ name, ...more });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.tool;
}

Deno.test("diffLines() shows what differs with two lines around it", () => {
  const lines = [..."abcdefghij"];
  assert.deepEqual(diffLines(lines, lines), []);
  assert.deepEqual(diffLines(["a", "b", "c", "d", "e"], ["a", "b", "x", "d", "y", "e"]), [
    ...["  a", "  b", "- c", "+ x", "  d", "+ y", "  e"],
  ]);
  assert.deepEqual(diffLines(lines, [...lines.slice(1, 9), "J"]), [
    ...["- a", "  b", "  c", "  ⋯", "  h", "  i", "- j", "+ J"],
  ]);
  assert.deepEqual(diffLines([], ["a"]), ["+ a"]);
  assert.deepEqual(diffLines(["a"], []), ["- a"]);
});

Deno.test("diffLines() takes texts of any size", () => {
  const many = (mark: string) => Array.from({ length: 5_000 }, (_, index) => `${mark}${index}`);
  assert.equal(diffLines(many("a"), many("b")).length, 10_000);
});

Deno.test("diffDefinition() shows the changed sentence of a description and the changed line of a schema", () => {
  const schema = (type: string) => ({ type: "object", properties: { a: { type }, b: { type: "number" } } });
  const before = tool("get", {
    description: "Gets one. It is fast. It is safe.",
    inputSchema: schema("string"),
  });
  const after = tool("get", {
    description: "Gets one. Ask nobody. It is safe.",
    inputSchema: schema("number"),
  });
  assert.equal(
    diffDefinition(before, after).join("\n"),
    `get: description, inputSchema
  description
      Gets one.
    - It is fast.
    + Ask nobody.
      It is safe.
  inputSchema
        "properties": {
          "a": {
    -       "type": "string"
    +       "type": "number"
          },
          "b": {`,
  );
});

Deno.test("diffDefinition() shows a new tool whole, and what others get of it", () => {
  const lines = diffDefinition(undefined, tool("new", { title: "New", icons: [{ src: "https://x/" }] }));
  assert.deepEqual(lines.slice(0, 4), ["new: new", "  title", "    + New", "  others"]);
  assert.match(lines.join("\n"), /\+ .*"src": "https:\/\/x\/"/);
});

Deno.test("diffDefinition() cleans what a terminal must not see, and says that it was there", () => {
  const before = tool("a", { description: "Fine." });
  const after = tool("a\x1b[2J", { description: "Fine.\x1b[1A\u202e\u{e0041}\u{e0042} Evil." });
  const text = diffDefinition(before, after).join("\n");
  // deno-lint-ignore no-control-regex
  assert.doesNotMatch(text, /[\x00-\x08\x0b-\x1f\u202e\u{e0041}]/u);
  assert.match(text, /! it holds \d+ characters that cannot be seen/);
  const hidden = diffDefinition(before, tool("a", { description: "Fine.\u200b" })).join("\n");
  assert.match(hidden, /characters that cannot be seen/);
});

Deno.test("diffDefinition() says how much it leaves out", () => {
  const after = tool("a", {
    description: Array.from({ length: 100 }, (_, index) => `Line ${index}.`).join("\n"),
  });
  const lines = diffDefinition(tool("a"), after, { mostLines: 10 });
  assert.equal(lines.length, 13);
  assert.equal(lines.at(-1), "    … 90 more lines: -full shows them");
  assert.equal(diffDefinition(tool("a"), after).length, 102);
});
