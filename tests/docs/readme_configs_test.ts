/**
 * README.md: its configs are such as Runbyte takes without a word.
 *
 * @module
 */

import assert from "node:assert/strict";
import { loadConfig } from "../../src/config/load.ts";
import { writeConfig } from "../support/config_file.ts";

const text = await Deno.readTextFile(new URL("../../README.md", import.meta.url));

/** The blocks in JSON; one that is a part is put where it belongs. */
const configs = [...text.matchAll(/^( *)```jsonc?\n([\s\S]*?)^ *```$/gm)]
  .map(([, , block = ""]) => block.trim())
  .map((block) => block.startsWith("{") ? block : `{ "mcpServers": { ${block} } }`);

Deno.test("The configs in README.md have no problems", async () => {
  assert.ok(configs.length >= 4, String(configs.length));
  for (const config of configs) {
    await using file = await writeConfig(config);
    const { config: loaded, problems } = await loadConfig({
      explicitPath: file.path,
      env: { GITHUB_TOKEN: "x" },
      cwd: file.folder,
      home: "/home/ann",
    });
    assert.deepEqual(problems, [], config);
    assert.ok((loaded?.servers.length ?? 0) > 0, config);
  }
});
