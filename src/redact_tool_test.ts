import assert from "node:assert/strict";
import type { JsonObject } from "./json.ts";
import { Redactor } from "./redact.ts";
import { redactTool } from "./redact_tool.ts";
import { parseToolDefinition } from "./tool.ts";

function tool(more: JsonObject) {
  const parsed = parseToolDefinition({ name: "t", ...more });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.tool;
}

const SECRET = "cnry-9fQ2xZ7pk4";
const hide = new Redactor([SECRET]).hide;

Deno.test("redactTool() hides secrets wherever they are, also in what only the entry has (S-44, S-49)", () => {
  const places: JsonObject[] = [
    { title: SECRET },
    { description: `Token ${SECRET}.` },
    { inputSchema: { properties: { [SECRET]: {} } } },
    { outputSchema: { default: [SECRET] } },
    { annotations: { title: SECRET } },
    { icons: [{ src: `https://x/?key=${SECRET}` }] },
    { _meta: { deep: { token: btoa(SECRET) } } },
  ];
  for (const place of places) {
    const shown = redactTool(tool(place), hide);
    const text = JSON.stringify(shown);
    assert.ok(!text.includes(SECRET) && !text.includes(btoa(SECRET)), text);
    assert.match(text, /\[secret\]/);
    assert.equal(shown.inputSchema, shown.raw?.["inputSchema"]);
  }
});

Deno.test("redactTool() returns the same object where there is no secret, and leaves the name", () => {
  const plain = tool({ description: "Fine.", inputSchema: { type: "object" } });
  assert.equal(redactTool(plain, hide), plain);
  const { raw: _, ...made } = tool({ description: SECRET });
  assert.equal(redactTool(made, hide).description, "[secret]");
  const named = tool({ description: SECRET });
  const telling = { ...named, name: SECRET as typeof named.name, raw: { ...named.raw, name: SECRET } };
  assert.equal(redactTool(telling, hide).name, SECRET);
});
