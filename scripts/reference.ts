/**
 * Writes what is generated from the tables of the config: `docs/config.md` for people and `docs/config.schema.json` for
 * editors. A test says when they are stale.
 *
 * @module
 */

import { configSchema } from "../src/config/schema.ts";
import { describeConfig } from "./reference/config_page.ts";

const docs = new URL("../docs/", import.meta.url);

/** The generated files and what belongs into them. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ["config.md", describeConfig()],
    ["config.schema.json", JSON.stringify(configSchema(), null, 2) + "\n"],
  ]);
}

if (import.meta.main) {
  for (const [name, text] of generatedFiles()) await Deno.writeTextFile(new URL(name, docs), text);
}
