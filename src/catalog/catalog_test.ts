import assert from "node:assert/strict";
import { parseServerName, type ServerName } from "../names.ts";
import { parseToolDefinition, type ServerSnapshot, type ToolDefinition } from "../tool.ts";
import { buildCatalog } from "./catalog.ts";

Deno.test("buildCatalog() sorts servers by name and tools by identifier", () => {
  const catalog = buildCatalog([ready("b", ["z_last", "a_first"]), ready("a", []), ready("B", [])]);
  assert.deepEqual(catalog.servers.map(({ name }) => name), ["B", "a", "b"]);
  assert.deepEqual(catalog.servers[2]?.tools.map(({ identifier }) => identifier), ["aFirst", "zLast"]);
});

Deno.test("buildCatalog() gives servers identifiers that differ beyond case", () => {
  const { servers } = buildCatalog([
    ready("my-server", []),
    ready("myServer", []),
    ready("123", []),
    ready("🚀", []),
  ]);
  assert.deepEqual(servers.map(({ name, identifier }) => [name, identifier]), [
    ["123", "_123"],
    ["my-server", "myServer_2"],
    ["myServer", "myServer"],
    ["🚀", "server"],
  ]);
});

Deno.test("buildCatalog() keeps the state of servers that are not ready", () => {
  const { servers } = buildCatalog([
    { name: nameOf("slow"), status: "connecting" },
    { name: nameOf("broken"), status: "failed", reason: "command not found" },
  ]);
  assert.deepEqual(servers.map(({ status, reason, tools }) => [status, reason, tools.length]), [
    ["failed", "command not found", 0],
    ["connecting", undefined, 0],
  ]);
});

Deno.test("buildCatalog() drops the second tool of a name and says so", () => {
  const [server] = buildCatalog([ready("s", ["get", "get", "other"])]).servers;
  assert.deepEqual(server?.tools.map(({ name }) => name), ["get", "other"]);
  assert.deepEqual(server?.dropped, [{
    name: "get",
    reason: "a tool of this name came earlier in the list",
  }]);
});

Deno.test("buildCatalog() keeps a snapshot's tools when another server changes", () => {
  const kept = ready("kept", ["get_me"]);
  const before = buildCatalog([kept, ready("other", [])]).servers[0];
  const after = buildCatalog([ready("other", ["new"]), kept]).servers[0];
  assert.equal(after?.tools[0], before?.tools[0]);
});

Deno.test("buildCatalog() gives what nobody can change", () => {
  const { servers } = buildCatalog([ready("s", ["get"])]);
  assert.throws(() => Reflect.apply(Array.prototype.push, servers, [servers[0]]), TypeError);
  assert.ok(Object.isFrozen(servers[0]?.tools) && Object.isFrozen(servers[0]?.tools[0]));
});

function nameOf(text: string): ServerName {
  const parsed = parseServerName(text);
  assert.ok(parsed.ok);
  return parsed.name;
}

function ready(name: string, tools: readonly string[]): ServerSnapshot {
  return { name: nameOf(name), status: "ready", tools: tools.map(tool), dropped: [] };
}

function tool(name: string): ToolDefinition {
  const parsed = parseToolDefinition({ name });
  assert.ok(parsed.ok);
  return parsed.tool;
}
