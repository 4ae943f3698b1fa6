import assert from "node:assert/strict";
import { parseServerName } from "../names.ts";
import { parseToolDefinition, type ServerSnapshot } from "../tool.ts";
import { PristineList } from "./pristine_list.ts";

type Ready = Extract<ServerSnapshot, { status: "ready" }>;

const parsed = parseServerName("browser");
assert(parsed.ok);
const name = parsed.name;

function ready(...descriptions: readonly string[]): Ready {
  const tools = descriptions.map((description, index) => {
    const parsed = parseToolDefinition({
      name: `tool_${index}`,
      description,
      inputSchema: { type: "object" },
    });
    assert(parsed.ok);
    return parsed.tool;
  });
  return { name, status: "ready", tools, dropped: [] };
}

Deno.test("PristineList.take() keeps the newest list, as one object while it says the same", () => {
  const list = new PristineList(name);
  assert.deepEqual(list.snapshot, { name, status: "connecting" });
  const first = ready("Clicks.");
  assert.equal(list.take(first), first);
  assert.equal(list.take(ready("Clicks.")), first);
  const second = ready("Clicks, twice.");
  assert.equal(list.take(second), second);
  assert.equal(list.snapshot, second);
  list.forget();
  assert.deepEqual(list.snapshot, { name, status: "connecting" });
});

Deno.test("PristineList.sameAs() takes nothing", () => {
  const list = new PristineList(name);
  const first = ready("Clicks.");
  list.take(first);
  const changed = ready("Clicks.", "Types.");
  assert.equal(list.sameAs(changed), changed);
  assert.equal(list.sameAs(ready("Clicks.")), first);
  assert.equal(list.snapshot, first);
  const dropped = { ...ready("Clicks."), dropped: [{ name: "#2", reason: "it has no name" }] };
  assert.equal(list.sameAs(dropped), dropped);
});
