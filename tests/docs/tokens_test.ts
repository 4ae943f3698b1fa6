/**
 * README.md: its table of tokens is what the code gives now.
 *
 * @module
 */

import assert from "node:assert/strict";
import { hasBlock } from "../../scripts/bench/readme_block.ts";
import { tokensTable } from "../../scripts/bench/tokens.ts";
import { hasCorpus } from "../codegen/corpus.ts";

Deno.test({
  name: "The README's table of tokens is what is counted now",
  ignore: !hasCorpus(),
  fn: async () => {
    const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
    const table = await tokensTable();
    assert(table !== undefined && hasBlock(readme, "tokens", table), "stale: deno task bench tokens --write");
  },
});
