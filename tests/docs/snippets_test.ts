/**
 * README.md: the configs in it are configs.
 *
 * @module
 */

import assert from "node:assert/strict";
import { readConfig } from "../../src/config/load.ts";

Deno.test("Each config in the README is read without a problem", async () => {
  const readme = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
  const snippets = [...readme.matchAll(/^```jsonc?\n([^]*?)^```$/gm)].map(([, text]) => text ?? "")
    .filter((text) => text.includes('"mcpServers"'));
  assert(snippets.length >= 3, `${snippets.length} configs found`);
  for (const text of snippets) {
    const env = { GITHUB_TOKEN: "a-token-of-github-1" };
    const { config, problems } = readConfig({ file: "README.md", text }, { env, home: "/home/ann" });
    assert.deepEqual(problems, [], text);
    assert(config !== undefined && config.servers.length > 0);
    // What a pattern is about is in the same snippet.
    for (const pattern of config.expose) {
      assert(config.servers.some(({ name }) => name === pattern.split("/")[0]), pattern);
    }
  }
});
