/**
 * Each file in `cases/` is a server's name and `tools/list`, most of them hostile. To add a case, add a file, run this with
 * `--update-snapshots`, and read what was rendered before it is committed.
 *
 * @module
 */

import assert from "node:assert/strict";
import { buildCatalog, type Catalog } from "../../src/catalog/catalog.ts";
import { exportNames, toolExportNames } from "../../src/codegen/export_names.ts";
import { parseServerName } from "../../src/names.ts";
import { parseToolDefinition } from "../../src/tool.ts";
import { renderAll, renderIndexes, runRuntime } from "./rendered.ts";
import { inspect } from "./type_check.ts";

const FOLDER = new URL("./cases/", import.meta.url);

/** All that a tool's module may consist of. Anything else was injected, or could run. */
const STATEMENTS: readonly string[] = [
  "ExportDeclaration",
  "FunctionDeclaration",
  "InterfaceDeclaration",
  "TypeAliasDeclaration",
];

// deno-lint-ignore no-control-regex
const UNSEEN = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

const files = [...Deno.readDirSync(FOLDER)].map(({ name }) => name).filter((name) => name.endsWith(".json"))
  .sort();

for (const file of files) {
  const catalog = readCase(file);
  const name = file.replace(".json", "");

  Deno.test(`case ${name}: type checks, and exports what it should (S-30)`, async () => {
    const { errors, modules } = inspect(await renderAll(catalog));
    assert.deepEqual(errors, []);
    for (const server of catalog.servers) {
      assert.deepEqual(
        modules.get(`/servers/${server.name}/index.ts`)?.values,
        exportNames(server).map(({ name }) => name).sort(),
      );
      for (const tool of server.tools) {
        const { identifier } = tool;
        const content = modules.get(`/servers/${server.name}/${identifier}.ts`);
        const prefix = identifier.charAt(0).toUpperCase() + identifier.slice(1).replace(/_+$/, "");
        assert.deepEqual(content?.values, [...toolExportNames(tool)].sort());
        assert.deepEqual(content.types.filter((type) => !type.startsWith(prefix)), []);
        assert.ok([`${prefix}Args`, `${prefix}Result`].every((type) => content.types.includes(type)));
        assert.deepEqual(content.statements.filter((kind) => !STATEMENTS.includes(kind)), []);
      }
    }
  });

  Deno.test(`case ${name}: the runtime module exports each tool under its identifier`, async () => {
    for (const server of catalog.servers) {
      const expected = server.tools.map((tool) => [tool.identifier, [server.name, tool.name]]);
      assert.deepEqual(await runRuntime(server), Object.fromEntries(expected));
    }
  });

  Deno.test(`case ${name}: the index has one line for each tool, which begins with its name`, () => {
    for (const server of catalog.servers) {
      const [, ...lines] =
        renderIndexes(catalog).get(`/servers/${server.name}/index.ts`)?.trimEnd().split("\n") ?? [];
      assert.deepEqual(
        lines.map((line) => line.split("(", 1)[0]),
        server.tools.map(({ identifier }) => identifier),
      );
    }
  });

  Deno.test(`case ${name}: every character is visible and the text is as it was`, async (t) => {
    const forReading = [...renderIndexes(catalog)].map(([path, text]) => [`${path}, for reading`, text]);
    const rendered = [...await renderAll(catalog), ...forReading];
    for (const [path, text = ""] of rendered) assert.doesNotMatch(text, UNSEEN, path);
    await t.assertSnapshot(rendered.map(([path, text]) => `// ${path}\n${text}`).join("\n"));
  });
}

function readCase(file: string): Catalog {
  const { server, tools } = JSON.parse(Deno.readTextFileSync(new URL(file, FOLDER)));
  const parsed = parseServerName(server);
  if (!parsed.ok) throw new Error(`${file}: ${parsed.reason}`);
  const definitions = (tools as unknown[]).map((entry, n) => {
    const result = parseToolDefinition(entry);
    if (!result.ok) throw new Error(`${file}: tool ${n}: ${result.reason}`);
    return result.tool;
  });
  return buildCatalog([{ name: parsed.name, status: "ready", tools: definitions, dropped: [] }]);
}
