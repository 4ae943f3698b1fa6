import assert from "node:assert/strict";
import { catalogOf } from "../../tests/codegen/catalog_of.ts";
import { explainMissingExport } from "./imports.ts";

const catalog = catalogOf({ basic: [{ name: "json_text" }], "my-server": [] });

function explained(source: string, name: string, module: string): string | undefined {
  const message = `Could not find export '${name}' in module '${module}'`;
  const error = { name: "SyntaxError", message, stack: "" };
  const found = explainMissingExport(catalog, { kind: "threw", error }, source);
  return found && `${found.line}:${found.column} ${found.message}`;
}

Deno.test("explainMissingExport() names the tool that was meant", () => {
  assert.equal(
    explained(`const a = 1;\nimport { json_text } from "./servers/basic";`, "json_text", "/servers/basic"),
    "2:10 './servers/basic' has no 'json_text': did you mean 'jsonText'?",
  );
});

Deno.test("explainMissingExport() says what to write instead of a default import", () => {
  const cases: readonly (readonly [source: string, module: string, expected: string])[] = [
    [
      `\nimport basic from "./servers/basic";`,
      "/servers/basic",
      `2:8 './servers/basic' has no default export: write import * as basic from "./servers/basic", or import { TOOL } from "./servers/basic"`,
    ],
    [
      `import all, { basic } from '/servers';`,
      "/servers",
      `1:8 './servers' has no default export: write import * as all from "/servers"`,
    ],
    [
      `import text from "./servers/basic/jsonText.ts";`,
      "/servers/basic/jsonText",
      `1:8 './servers/basic/jsonText' has no default export: write import { jsonText as text } from "./servers/basic/jsonText.ts"`,
    ],
    [
      `import { default as x } from "./servers/my-server";`,
      "/servers/my-server",
      `1:10 './servers/my-server' has no default export: write import * as myServer from "./servers/my-server", or import { TOOL } from "./servers/my-server"`,
    ],
  ];
  for (const [source, module, expected] of cases) {
    assert.equal(explained(source, "default", module), expected);
  }
});

Deno.test("explainMissingExport() leaves other errors and modules", () => {
  assert.equal(explained("", "x", "/elsewhere"), undefined);
  assert.equal(explainMissingExport(catalog, { kind: "cancelled" }, ""), undefined);
});

Deno.test("explainMissingExport() is quick with a large program", () => {
  const start = performance.now();
  for (const text of ["import a, ", "import ", "import a from ", "a", " ", "import {"]) {
    explained(text.repeat(250_000 / text.length), "default", "/servers/basic");
  }
  assert(performance.now() - start < 2_000, `took ${performance.now() - start} ms`);
});
