import assert from "node:assert/strict";
import { buildCatalog, type Catalog } from "../catalog/catalog.ts";
import { parseServerName } from "../names.ts";
import { parseToolDefinition, type ServerSnapshot } from "../tool.ts";
import { concernsTool } from "./expose_pattern.ts";
import { exposeTools, type ExposureFault } from "./exposed_tools.ts";

function ready(server: string, ...entries: readonly unknown[]): ServerSnapshot {
  const parsed = parseServerName(server);
  assert(parsed.ok);
  const tools = entries.map((entry) => {
    const read = parseToolDefinition(
      typeof entry === "string" ? { name: entry, inputSchema: { type: "object" } } : entry,
    );
    assert(read.ok);
    return read.tool;
  });
  return { name: parsed.name, status: "ready", tools, dropped: [] };
}

function catalogOf(...snapshots: readonly ServerSnapshot[]): Catalog {
  return buildCatalog(snapshots);
}

const names = (catalog: Catalog, ...patterns: readonly string[]) =>
  exposeTools(catalog.servers, patterns).map(({ name }) => name);

Deno.test("concernsTool() divides a pattern at its first slash, and takes one without for all tools", () => {
  for (
    const [pattern, server, tool] of [
      ["github/get_me", "github", "get_me"],
      ["git*/get_*", "github", "get_me"],
      ["github", "github", "anything"],
      ["*", "github", "anything"],
      ["github/a/b", "github", "a/b"],
      ["*/*", "github", "a/b"],
    ] as const
  ) assert(concernsTool(pattern, server, tool), pattern);
  for (
    const [pattern, server, tool] of [
      ["github/get_me", "github", "get_you"],
      ["github/get_me", "gitlab", "get_me"],
      ["get_me", "github", "get_me"],
      ["github/", "github", "get_me"],
      ["/get_me", "github", "get_me"],
      ["", "github", "get_me"],
    ] as const
  ) assert(!concernsTool(pattern, server, tool), pattern);
});

Deno.test("exposeTools() offers what a pattern names, by server and then as the catalog has it", () => {
  const catalog = catalogOf(ready("z", "b_two", "a_one"), ready("a", "zeta", "list_all"));
  assert.deepEqual(names(catalog, "*"), ["list_all", "zeta", "a_one", "b_two"]);
  assert.deepEqual(names(catalog, "z/b*", "a/zeta", "a/z*"), ["zeta", "b_two"]);
  assert.deepEqual(names(catalog), []);
});

Deno.test("exposeTools() gives a definition as it came, but for its name", () => {
  const entry = {
    ...{ name: "read_file", title: "t", description: " d\n", inputSchema: { type: "object", $comment: "c" } },
    ...{
      outputSchema: { type: "array" },
      annotations: { readOnlyHint: true, more: 1 },
      _meta: { a: 1 },
      odd: [],
    },
  };
  const [tool] = exposeTools(catalogOf(ready("files", entry)).servers, ["*"]);
  assert.deepEqual(tool?.entry, { ...entry, name: "files_read_file" });
  assert.equal(tool?.entry["inputSchema"], entry.inputSchema);
});

Deno.test("exposeTools() makes do with what is known of a tool whose entry is not", () => {
  const snapshot = ready("s", {
    ...{ name: "a", description: "d", inputSchema: { type: "object" }, annotations: { readOnlyHint: true } },
  });
  assert(snapshot.status === "ready");
  const tools = snapshot.tools.map(({ raw: _, ...tool }) => tool);
  const [tool] = exposeTools(catalogOf({ ...snapshot, tools }).servers, ["s"]);
  assert.deepEqual(tool?.entry, {
    ...{ name: "a", description: "d", inputSchema: { type: "object" }, annotations: { readOnlyHint: true } },
  });
});

Deno.test("exposeTools() leaves out what would cost a client the whole list", () => {
  const object = { type: "object" };
  const faults: ExposureFault[] = [];
  const shown = exposeTools(
    catalogOf(ready(
      "s",
      { name: "none" },
      { name: "array", inputSchema: { type: "array" } },
      { name: "untyped", inputSchema: { properties: {} } },
      { name: "properties", inputSchema: { ...object, properties: [] } },
      { name: "property", inputSchema: { ...object, properties: { a: "string" } } },
      { name: "required", inputSchema: { ...object, required: "a" } },
      {
        ...{ name: "partly", inputSchema: object, title: 1, outputSchema: { required: [1] }, _meta: "m" },
        ...{ execution: { taskSupport: "sometimes" }, icons: [{ src: 1 }], annotations: [] },
      },
      { name: "nulls", inputSchema: object, title: null, outputSchema: null, annotations: null },
      { name: "constructor", inputSchema: object, __proto__: { title: "x" }, "x-toString": "mine" },
    )).servers,
    ["s"],
    (fault) => faults.push(fault),
  );
  assert.deepEqual(shown.map(({ entry }) => entry), [
    { name: "constructor", inputSchema: object, "x-toString": "mine" },
    { name: "nulls", inputSchema: object },
    { name: "partly", inputSchema: object },
  ]);
  assert.deepEqual(
    faults.map(({ tool, kind, reason }) => `${tool} ${kind} ${reason.slice(0, 30)}`).toSorted(),
    [
      ...["array", "none", "properties", "property", "required", "untyped"]
        .map((tool) => `${tool} dropped its inputSchema is not an obje`),
      "partly changed title, outputSchema, _meta, ex",
    ].toSorted(),
  );
});
