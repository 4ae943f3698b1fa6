/**
 * Writes what is generated from the tables of config and commands: `docs/config.md` and `docs/commands.md` for people,
 * `docs/config.schema.json` for editors, and the README's table of commands. A test says when they are stale.
 *
 * @module
 */

import { configSchema } from "../src/config/schema.ts";
import { replaceBlock } from "./bench/readme_block.ts";
import { commandTable, describeCommands } from "./reference/commands_page.ts";
import { describeConfig } from "./reference/config_page.ts";

const docs = new URL("../docs/", import.meta.url);

/** The generated files and what belongs into them. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["commands.md", describeCommands()],
    ["config.md", describeConfig()],
    ["config.schema.json", JSON.stringify(configSchema(), null, 2) + "\n"],
  ]);
}

if (import.meta.main) {
  for (const [name, text] of generatedFiles()) await Deno.writeTextFile(new URL(name, docs), text);
  const readme = new URL("../README.md", docs);
  const page = await Deno.readTextFile(readme);
  await Deno.writeTextFile(readme, replaceBlock(page, "commands", commandTable()));
}
