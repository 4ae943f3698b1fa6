/**
 * Where Runbyte's own files are on each system. Everything else about paths is `node:path`'s.
 *
 * @module
 */

import { join } from "node:path";

/** The user's home directory, from the environment; absent where that names none. */
export function homeFolder(env: Readonly<Record<string, string>>): string | undefined {
  // Shells on Windows set HOME as well, and mean it.
  return env["HOME"] || env["USERPROFILE"] || undefined;
}

/** The files that are looked for in a home directory, in this order. */
export function configsAtHome(home: string): readonly string[] {
  return [join(home, ".config", "runbyte", "config.json"), join(home, ".runbyte", "config.json")];
}

/** The file that is looked for last: one for all users. */
export const CONFIG_OF_ALL = "/etc/runbyte/config.json";

/** The folder for what Runbyte remembers of servers. */
export function stateFolder(home: string): string {
  return join(home, ".runbyte", "state");
}
