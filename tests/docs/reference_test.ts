/**
 * What is generated from the tables of the config is what they give now.
 *
 * @module
 */

import assert from "node:assert/strict";
import { generatedFiles } from "../../scripts/reference.ts";

Deno.test("docs/config.md and docs/config.schema.json are what the tables give (deno task reference)", async () => {
  for (const [name, text] of generatedFiles()) {
    const written = await Deno.readTextFile(new URL(`../../docs/${name}`, import.meta.url));
    // The formatter aligns tables and wraps prose.
    const words = (page: string) => page.replace(/[-\s]+/g, " ");
    assert.equal(words(written), words(text), `${name} is stale: deno task reference`);
  }
});
