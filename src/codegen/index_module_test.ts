import assert from "node:assert/strict";
import { buildCatalog } from "../catalog/catalog.ts";
import { parseServerName } from "../names.ts";
import { parseToolDefinition, type ServerSnapshot } from "../tool.ts";
import { rootIndex, serverIndex } from "./index_module.ts";

const catalog = buildCatalog([
  ready("git-hub", ["get_me", "delete"]),
  ready('a"; evil(); "b\u0301.ts', ['x\u2028"y']),
  ready("empty", []),
  { ...ready("slow", []), status: "connecting" },
]);
const [, empty, github] = catalog.servers;

Deno.test("serverIndex() exports each tool by name", () => {
  assert.ok(github && empty);
  assert.equal(
    serverIndex(github),
    'export { delete_ } from "./delete_";\nexport { getMe } from "./getMe";\n',
  );
  assert.equal(serverIndex(empty), "export {};\n");
});

Deno.test("rootIndex() exports the servers that are ready", () => {
  assert.equal(
    rootIndex(catalog),
    'export * as aEvilB́Ts from "./a\\"; evil(); \\"b\u0301.ts/index";\n' +
      'export * as empty from "./empty";\nexport * as gitHub from "./git-hub";\n',
  );
});

function ready(name: string, tools: readonly string[]): ServerSnapshot {
  const parsed = parseServerName(name);
  assert.ok(parsed.ok);
  const definitions = tools.map((tool) => {
    const definition = parseToolDefinition({ name: tool });
    assert.ok(definition.ok);
    return definition.tool;
  });
  return { name: parsed.name, status: "ready", tools: definitions, dropped: [] };
}
