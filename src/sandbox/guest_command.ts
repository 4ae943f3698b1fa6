/**
 * How a guest process is started: the same program again, in another role.
 *
 * @module
 */

import type { ProcessCommand } from "../frame_process.ts";
import { GUEST_ARGUMENT } from "../roles.ts";
import { sourceCommand } from "../source_command.ts";

/** A command that becomes a guest, and the engine's WebAssembly to send it. The guest cannot read its environment. */
export interface GuestCommand extends ProcessCommand {
  /** The engine's bytes. Called once for all guests. */
  readonly engine: () => Promise<Uint8Array<ArrayBuffer>>;
}

/** The engine's WebAssembly. In full, because no import map reaches `import.meta.resolve` in a remote module. */
export const ENGINE_SPECIFIER = "npm:@jitl/quickjs-wasmfile-release-sync@0.32.0/wasm";

/**
 * The command for running from source, be it files or a remote package: `deno run` on the guest's entry without any
 * permission flag.
 *
 * @param environment The gateway's environment; only what points to Deno's module cache is taken from it.
 */
export function guestFromSource(environment: Readonly<Record<string, string>>): GuestCommand {
  return {
    ...sourceCommand(import.meta.resolve("./guest/main.ts"), "--expose-gc", environment),
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
