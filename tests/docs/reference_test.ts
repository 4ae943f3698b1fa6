/**
 * What is generated from the tables of config and commands is what they give now.
 *
 * @module
 */

import assert from "node:assert/strict";
import { hasBlock } from "../../scripts/bench/readme_block.ts";
import { generatedFiles } from "../../scripts/reference.ts";
import { commandTable } from "../../scripts/reference/commands_page.ts";

Deno.test("docs/config.md, docs/config.schema.json and docs/commands.md are what the tables give (deno task reference)", async () => {
  for (const [name, text] of generatedFiles()) {
    const written = await Deno.readTextFile(new URL(`../../docs/${name}`, import.meta.url));
    // The formatter aligns tables and wraps prose.
    const words = (page: string) => page.replace(/[-\s]+/g, " ");
    assert.equal(words(written), words(text), `${name} is stale: deno task reference`);
  }
});

Deno.test("The README's table of commands is what the table gives (deno task reference)", async () => {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  assert(hasBlock(readme, "commands", commandTable()), "stale: deno task reference");
});
