/**
 * A config file that lives as long as its test.
 *
 * @module
 */

import { join } from "node:path";

/** A config file in a folder of its own. */
export interface ConfigFile extends AsyncDisposable {
  readonly path: string;
  readonly folder: string;
}

/** Writes a config: a value as JSON, or a text as it is. */
export async function writeConfig(config: unknown): Promise<ConfigFile> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  const path = join(folder, "config.json");
  await Deno.writeTextFile(path, typeof config === "string" ? config : JSON.stringify(config));
  return { path, folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}
