/**
 * How a process of Runbyte's own is started from source.
 *
 * @module
 */

import type { ProcessCommand } from "./frame_process.ts";

/** Where Deno keeps its module cache, without which it could not even load the process's own code. */
const CACHE_VARIABLES = ["DENO_DIR", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"];

/**
 * The command for running a module from source, be it a file or a part of a remote package: `deno run` without any
 * permission flag.
 *
 * @param environment The gateway's environment; only what points to Deno's module cache is taken from it.
 */
export function sourceCommand(
  entry: string,
  v8Flags: string,
  environment: Readonly<Record<string, string>>,
): ProcessCommand {
  return {
    program: Deno.execPath(),
    args: ["run", "--quiet", "--no-prompt", `--v8-flags=${v8Flags}`, entry],
    env: Object.fromEntries(
      CACHE_VARIABLES.flatMap((name) => environment[name] === undefined ? [] : [[name, environment[name]]]),
    ),
  };
}
