import assert from "node:assert/strict";
import { catalogOf } from "../../tests/codegen/catalog_of.ts";
import { explainMissingExport } from "./imports.ts";

const catalog = catalogOf({ basic: [{ name: "json_text" }] });

function explained(source: string, name: string, module: string): string | undefined {
  const message = `Could not find export '${name}' in module '${module}'`;
  const error = { name: "SyntaxError", message, stack: "" };
  const found = explainMissingExport(catalog, { kind: "threw", error }, source);
  return found && `${found.line}:${found.column} ${found.message}: ${found.next}`;
}

Deno.test("explainMissingExport() names the tool that was meant", () => {
  assert.equal(
    explained(`const a = 1;\nimport { jsonTxt } from "./servers/basic";`, "jsonTxt", "/servers/basic"),
    "2:10 './servers/basic' has no 'jsonTxt': did you mean 'jsonText'?",
  );
});

Deno.test("explainMissingExport() names what @runbyte/output has", () => {
  const source = `import { img } from "@runbyte/output";`;
  const message = "1:10 '@runbyte/output' has no";
  assert.equal(
    explained(source, "img", "@runbyte/output"),
    `${message} 'img': it has image, audio, resource, text, content`,
  );
  assert.equal(
    explained(source.replace("img", "images"), "images", "@runbyte/output"),
    `${message} 'images': did you mean 'image'?`,
  );
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
