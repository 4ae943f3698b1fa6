/**
 * How a guest process is started: the same program again, in another role.
 *
 * @module
 */

/** A command that becomes a guest, and the engine's WebAssembly to send it. */
export interface GuestCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment of the guest; it cannot read it. `TZ` is set beside it. */
  readonly env: Readonly<Record<string, string>>;
  /** The engine's bytes. Called once for all guests. */
  readonly engine: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** First argument of the executable when it is to be a guest: its `main` then calls `runGuest()` and nothing else. */
export const GUEST_ARGUMENT = "__runbyte_guest";

/** After {@linkcode GUEST_ARGUMENT}: report what the lock-down leaves possible, and end. */
export const PROBE_ARGUMENT = "--probe";

/** The engine's WebAssembly. In full, because no import map reaches `import.meta.resolve` in a remote module. */
export const ENGINE_SPECIFIER = "npm:@jitl/quickjs-wasmfile-release-sync@0.32.0/wasm";

/** Where Deno keeps its module cache, without which it could not even load the guest's own code. */
const CACHE_VARIABLES = ["DENO_DIR", "HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "USERPROFILE"];

/**
 * The command for running from source, be it files or a remote package: `deno run` on the guest's entry without any
 * permission flag.
 *
 * @param environment The gateway's environment; only what points to Deno's module cache is taken from it.
 */
export function guestFromSource(environment: Readonly<Record<string, string>>): GuestCommand {
  return {
    program: Deno.execPath(),
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      "--v8-flags=--expose-gc",
      import.meta.resolve("./guest/main.ts"),
    ],
    env: Object.fromEntries(
      CACHE_VARIABLES.flatMap((name) => environment[name] === undefined ? [] : [[name, environment[name]]]),
    ),
    engine: async () => {
      // Its only use is to make the package known to Deno, also when this file came from a registry.
      await import("@jitl/quickjs-wasmfile-release-sync");
      return await Deno.readFile(new URL(import.meta.resolve(ENGINE_SPECIFIER)));
    },
  };
}

/** The command for the executable, which starts itself. `engine` reads the embedded WebAssembly. */
export function guestFromExecutable(engine: GuestCommand["engine"]): GuestCommand {
  return { program: Deno.execPath(), args: [GUEST_ARGUMENT], env: {}, engine };
}
