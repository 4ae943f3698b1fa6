import assert from "node:assert/strict";
import { buildCatalog } from "../catalog/catalog.ts";
import { parseServerName } from "../names.ts";
import { parseToolDefinition, type ServerSnapshot, type ToolDefinition } from "../tool.ts";
import { rootIndex, serverIndex } from "./index_module.ts";

const catalog = buildCatalog([
  ready("git-hub", ["get_me", "delete"]),
  ready('a"; evil(); "b\u0301.ts', ['x\u2028"y']),
  ready("empty", []),
  { name: ready("slow", []).name, status: "connecting" },
]);
const [, empty, github] = catalog.servers;

Deno.test("serverIndex() is a digest: how to import, then the signature of each tool", () => {
  assert.ok(github && empty);
  assert.equal(
    serverIndex(github),
    '// import { NAME } from "./servers/git-hub". Each takes one object and returns a Promise.\n' +
      "delete_()\ngetMe()\n",
  );
  assert.equal(
    serverIndex(empty),
    '// import { NAME } from "./servers/empty". Each takes one object and returns a Promise.\n',
  );
});

Deno.test("serverIndex() falls back to required arguments where signatures would pass 4,000 tokens", () => {
  const properties = Object.fromEntries(
    Array.from({ length: 8 }, (_, n) => [`field_${n}`, { type: n === 1 ? "number" : "string" }]),
  );
  const entries = (length: number) =>
    Array.from({ length }, (_, n) => ({
      name: `tool_${n}`,
      inputSchema: { type: "object", properties, required: ["field_0", "field_1"] },
    }));
  const digest = (length: number) => {
    const [server] = buildCatalog([{ ...ready("wide", []), tools: entries(length).map(definition) }]).servers;
    assert.ok(server);
    return serverIndex(server);
  };
  assert.match(
    digest(10),
    /^tool0\(\{ field_0: string; field_1: number; field_2\?: string; .*field_7\?: string \}\)$/m,
  );
  assert.match(
    digest(120),
    /^\/\/ import \{ NAME \} from "\.\/servers\/wide"\. Required arguments only, .*: read NAME\.ts for the others\.\n/,
  );
  assert.match(digest(120), /^tool0\(\{ field_0, field_1: number, \+6 optional \}\)$/m);
});

Deno.test("rootIndex() tells each server's specifier, state and some of its tools", () => {
  const many = Array.from({ length: 100 }, (_, n) => `tool_${n + 100}`);
  const all = buildCatalog([
    ready("git-hub", ["get_me", "delete"]),
    ready("many", many),
    { name: ready("slow", []).name, status: "connecting" },
    { name: ready("broken", []).name, status: "failed", reason: "no\nsuch \u001b[31mcommand" },
  ]);
  const lines = rootIndex(all).split("\n");
  assert.match(
    lines[0] ?? "",
    /^\/\/ import \{ TOOL \} from "\.\/servers\/NAME"\. Read \/servers\/NAME\/index\.ts /,
  );
  assert.equal(lines[1], "./servers/broken (failed: no such command)");
  assert.equal(lines[2], "./servers/git-hub (2 tools): delete_, getMe");
  assert.match(lines[3] ?? "", /^\.\/servers\/many \(100 tools\): tool100, .*, tool19\d, …$/);
  assert.ok((lines[3] ?? "").length < 210);
  assert.equal(lines[4], "./servers/slow (connecting…)");
});

Deno.test("rootIndex() stays short however many servers there are", () => {
  const names = Array.from({ length: 20 }, (_, n) => `some_tool_${n}`);
  const servers = Array.from({ length: 500 }, (_, n) => ready(`server${n}`, names));
  assert.ok(rootIndex(buildCatalog(servers)).length < 500 * 40);
});

function ready(name: string, tools: readonly string[]): Extract<ServerSnapshot, { status: "ready" }> {
  const parsed = parseServerName(name);
  assert.ok(parsed.ok);
  return {
    name: parsed.name,
    status: "ready",
    tools: tools.map((tool) => definition({ name: tool })),
    dropped: [],
  };
}

function definition(entry: unknown): ToolDefinition {
  const parsed = parseToolDefinition(entry);
  assert.ok(parsed.ok);
  return parsed.tool;
}
