import assert from "node:assert/strict";
import type { JsonObject } from "../json.ts";
import { Redactor } from "../redact.ts";
import { parseToolDefinition, type ToolDefinition } from "../tool.ts";
import { Pins } from "./pins.ts";

function tool(name: string, more: JsonObject = {}): ToolDefinition {
  const parsed = parseToolDefinition({ name, ...more });
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.tool;
}

const same = (text: string) => text;

Deno.test("Pins.apply() offers accepted tools as they were accepted, and holds the rest back (S-50)", () => {
  const [kept, old, gone] = [tool("kept", { title: "K" }), tool("a", { description: "Old." }), tool("gone")];
  const pins = new Pins([kept, old, gone], same);
  const [changed, added] = [
    tool("a", { description: "New.", annotations: { readOnlyHint: true } }),
    tool("added"),
  ];
  const { offered, held } = pins.apply([tool("kept", { title: "K" }), changed, added]);
  assert.deepEqual(offered, [kept, old]);
  assert.deepEqual(held, [{ tool: changed, parts: ["description", "hints"] }, { tool: added }]);
  // One that comes back comes back as it was accepted.
  assert.deepEqual(pins.apply([tool("gone", { title: "!" })]).offered, [gone]);
  assert.ok(pins.has("gone") && !pins.has("added"));
});

Deno.test("Pins.apply() sees to what only those see who get a tool directly (S-50)", () => {
  const accepted = tool("a", {
    icons: [{ src: "https://x/a.png" }],
    annotations: { audience: "user" },
    _meta: { n: 1 },
  });
  const pins = new Pins([accepted], same);
  const meta = tool("a", {
    icons: [{ src: "https://x/a.png" }],
    annotations: { audience: "user" },
    _meta: { n: 2 },
  });
  // It may differ with every listing; what was accepted is offered all the same.
  assert.deepEqual(pins.apply([meta]), { offered: [accepted], held: [] });
  const icon = tool("a", { icons: [{ src: "https://y/a.png" }], annotations: { audience: "user" } });
  assert.deepEqual(pins.apply([icon]).held.map(({ parts }) => parts), [["others"]]);
  const annotation = tool("a", {
    icons: [{ src: "https://x/a.png" }],
    annotations: { audience: "assistant" },
  });
  assert.deepEqual(pins.apply([annotation]).offered, [accepted]);
  assert.equal(pins.apply([annotation]).held.length, 1);
});

Deno.test("Pins.apply() compares without secrets, which change by themselves", () => {
  const told = (secret: string) =>
    tool("a", { description: `Token ${secret}.`, inputSchema: { default: secret } });
  const hide = new Redactor(["first-secret-1", "other-secret-2"]).hide;
  const kept = new Pins([told("[secret]")], hide);
  assert.deepEqual(kept.apply([told("other-secret-2")]).held, []);
  const [{ tool: held } = { tool: undefined }] =
    new Pins([tool("a")], hide).apply([told("other-secret-2")]).held;
  assert.ok(!JSON.stringify(held).includes("other-secret"));
});
