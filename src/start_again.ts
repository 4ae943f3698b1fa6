/**
 * Starts Runbyte a second time, as the process that it has to be.
 *
 * What comes from a registry has no `deno.json` of its own: the flags that Runbyte needs are not set, and the config, the
 * import map, the lockfile and the `package.json` of the folder in which somebody happens to be apply instead. The process
 * that this makes has the flags and reads none of those; the first one waits for it, and may do nothing else by then.
 *
 * @module
 */

import { EXIT } from "./errors.ts";
import { STARTED_AGAIN_ARGUMENT } from "./roles.ts";

/** What `deno.json` says when Runbyte runs from files, and what the executable is built with. */
export const OWN_FLAGS: readonly string[] = [
  "--unstable-worker-options",
  "--unstable-no-legacy-abort",
  "--v8-flags=--expose-gc",
  // Of the folder in which it is started.
  "--no-config",
  "--no-prompt",
];

/** Runbyte needs the first three for anything at all. docs/SECURITY.md says what each is for. */
const PERMISSIONS = ["read", "env", "run", "net", "write"] as const;
const NEEDED: ReadonlySet<string> = new Set(["read", "env", "run"]);

/** What {@linkcode permissionFlags} comes to: flags, or what is to be said about their lack. */
export type PermissionFlags =
  | { readonly ok: true; readonly flags: readonly string[] }
  | { readonly ok: false; readonly reason: string };

/** Starts `main.ts` again with the arguments that this process was given; returns the exit code of that process. */
export async function startAgain(main: string, args: readonly string[]): Promise<number> {
  const granted = permissionFlags(Deno.permissions);
  if (!granted.ok) {
    console.error(`runbyte: ${granted.reason}`);
    return EXIT.usage;
  }
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", ...OWN_FLAGS, ...granted.flags, `--allow-import=${new URL(main).host}`],
      ...[main, STARTED_AGAIN_ARGUMENT, ...args],
    ],
    stdin: "inherit",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  passSignalsOn(child);
  for (const name of [...PERMISSIONS, "sys", "ffi", "import"] as const) Deno.permissions.revokeSync({ name });
  return (await child.status).code;
}

/**
 * The flags for what this process may do, as far as Runbyte has a use for it. A permission for some folders or hosts alone
 * cannot be told from one that was not given, and is not passed on: never more than there was.
 */
export function permissionFlags(permissions: Pick<Deno.Permissions, "querySync">): PermissionFlags {
  const flags: string[] = [];
  const missing: string[] = [];
  for (const name of PERMISSIONS) {
    const { state, partial } = permissions.querySync({ name });
    if (state === "granted" && !partial) flags.push(`--allow-${name}`);
    else if (NEEDED.has(name)) missing.push(`--allow-${name}`);
  }
  if (missing.length === 0) return { ok: true, flags };
  const reason =
    `may not start itself with the permissions that it needs (${missing.join(", ")} without a list): ` +
    "use deno run -A, or give the flags yourself: deno run " +
    [...OWN_FLAGS, "--allow-…", "jsr:@runbyte/cli/main"].join(" ");
  return { ok: false, reason };
}

/** A signal to this process is meant for the other one. A terminal sends it to both, which `signals.ts` knows. */
function passSignalsOn(child: Deno.ChildProcess): void {
  if (Deno.build.os === "windows") {
    // The console tells both, and there is no other way to tell it.
    for (const signal of ["SIGINT", "SIGBREAK"] as const) Deno.addSignalListener(signal, () => {});
    return;
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    Deno.addSignalListener(signal, () => {
      try {
        child.kill(signal);
      } catch {
        // It has ended already, and so does this process.
      }
    });
  }
}
