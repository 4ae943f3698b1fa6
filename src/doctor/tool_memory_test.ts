import assert from "node:assert/strict";
import type { ServerConfig } from "../config/config.ts";
import type { ServerName, ToolName } from "../names.ts";
import { applyChange } from "../state/record.ts";
import type { StoredServer, ToolStore } from "../state/tool_store.ts";
import { parseToolDefinition, type ToolDefinition } from "../tool.ts";
import { compareAndKeep, differences } from "./tool_memory.ts";
import { definitionTokens } from "./tool_tokens.ts";

function tool(name: string, description = "Does it."): ToolDefinition {
  const parsed = parseToolDefinition({ name, description, inputSchema: { type: "object" } });
  assert(parsed.ok);
  return parsed.tool;
}

/** A store in memory. */
function memory(stored: StoredServer = {}): ToolStore & { readonly stored: () => StoredServer } {
  let now = stored;
  return {
    stored: () => now,
    read: () => Promise.resolve(now),
    write: (_key, change) => Promise.resolve(void (now = applyChange(now, change))),
    onChange: () => () => {},
  };
}

const CONFIG: ServerConfig = {
  ...{ name: "x" as ServerName, type: "stdio", command: "x", args: [], env: {}, inheritEnv: false },
};
const hide = (text: string) => text.replaceAll("s3cr3t", "[secret]");

Deno.test("differences() names tools that came, went or changed", () => {
  const before = [tool("a"), tool("b"), tool("c")];
  assert.deepEqual(differences(before, [tool("c"), tool("b", "Otherwise."), tool("d")]), {
    added: ["d"],
    removed: ["a"],
    changed: [{ name: "b", parts: ["description"] }],
  });
  assert.deepEqual(differences(before, before.toReversed()), { added: [], removed: [], changed: [] });
});

Deno.test("compareAndKeep() knows nothing at first, and keeps no secret", async () => {
  const store = memory();
  const tools = [tool("a", "Uses s3cr3t."), tool("s3cr3t")];
  const first = await compareAndKeep(CONFIG, { tools, version: "1" }, { store, redact: hide });
  assert.deepEqual(first, { waiting: [] });
  assert(!JSON.stringify(store.stored()).includes("s3cr3t"));
  const again = await compareAndKeep(CONFIG, { tools: [tool("a", "Uses s3cr3t.")] }, { store, redact: hide });
  assert.deepEqual(again.changes, { added: [], removed: [], changed: [] });
});

Deno.test("compareAndKeep() makes what a pinned server has changed ready to be accepted", async () => {
  const store = memory({ accepted: [tool("a")], tools: [tool("a")] });
  const tools = [tool("a", "Other words."), tool("b")];
  const found = await compareAndKeep({ ...CONFIG, pinTools: true }, { tools }, { store, redact: hide });
  assert.deepEqual(found.waiting, ["a", "b"]);
  assert.deepEqual(store.stored().pending?.map(({ name }) => name), ["a", "b"]);
  assert.deepEqual(store.stored().accepted?.map(({ description }) => description), ["Does it."]);
});

Deno.test("definitionTokens() counts names, descriptions and schemas", () => {
  assert.equal(definitionTokens([]), 0);
  const one = definitionTokens([{ name: "read_file" as ToolName, description: "Reads a file.", hints: {} }]);
  assert(one > 5 && one < 25, `${one}`);
  assert(definitionTokens([tool("a"), tool("b")]) > definitionTokens([tool("a")]));
});
