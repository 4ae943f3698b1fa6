/**
 * How a process of Runbyte's own is started from source.
 *
 * @module
 */

import type { ProcessCommand } from "./frame_process.ts";

/** Where Deno keeps its module cache, without which it could not even load the process's own code; and whose it is. */
const CACHE_VARIABLES = [
  ...["DENO_DIR", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"],
  ...["JSR_URL", "NPM_CONFIG_REGISTRY"],
];

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
    args: ["run", "--quiet", "--no-prompt", `--v8-flags=${v8Flags}`, ...flagsFor(new URL(entry)), entry],
    env: Object.fromEntries(
      CACHE_VARIABLES.flatMap((name) => environment[name] === undefined ? [] : [[name, environment[name]]]),
    ),
  };
}

/**
 * What comes from a registry runs as it was loaded by the first process, whatever there is in the folder in which that was
 * started. Nothing is loaded for it: everything is in the graph of `main.ts`.
 */
function flagsFor({ protocol, host }: URL): readonly string[] {
  return protocol === "file:" ? [] : ["--no-config", "--cached-only", `--allow-import=${host}`];
}
