/**
 * Which Runbyte is measured: the executable that `RUNBYTE_BIN` names, else this source tree. Only what is said of the
 * executable itself (start, size) is measured on `dist/runbyte` too, when it is there.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { type CommandLine, PERMISSIONS } from "../../tests/support/runbyte.ts";
import { givenExecutable } from "../../tests/support/subject_roles.ts";

const root = new URL("../../", import.meta.url);

/** The reason in the rows of an executable that is not there. */
export const NO_EXECUTABLE = "no executable: `deno task build` makes one, or RUNBYTE_BIN names one";

/** `mcpServers` without a downstream server: one that cannot be started, because Runbyte refuses a config without any. */
export const NO_SERVERS = { none: { command: "/nonexistent/server" } };

/** For measuring what has nothing to do with the type check; `type_check.ts` measures that. */
export const UNCHECKED = { typeCheck: "off" } as const;

/** The executable at hand: the given one, else `dist/runbyte` if there is one. */
export async function anyExecutable(): Promise<string | undefined> {
  const given = givenExecutable();
  if (given !== undefined) return given;
  const built = fileURLToPath(new URL("dist/runbyte", root));
  const isThere = await Deno.stat(built).then(({ isFile }) => isFile, () => false);
  return isThere ? built : undefined;
}

/** The command that runs a file of this repository with the permissions of `deno task start`. */
export function sourceCommand(path: string, ...args: readonly string[]): CommandLine {
  return {
    command: Deno.execPath(),
    args: ["run", "--quiet", ...PERMISSIONS, fileURLToPath(new URL(path, root)), ...args],
  };
}
