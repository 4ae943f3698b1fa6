/**
 * How this very program is started again as a guest.
 *
 * @module
 */

import { type GuestCommand, guestFromExecutable, guestFromSource } from "../sandbox/guest_command.ts";

/** Returns the command for guests: the executable itself, or Deno on the guest's source. */
export function ownGuest(env: Readonly<Record<string, string>>): GuestCommand {
  // The bundle lies beside the engine in the executable: see scripts/build/bundle.ts.
  return Deno.build.standalone
    ? guestFromExecutable(() => Deno.readFile(new URL("./engine.wasm", import.meta.url)))
    : guestFromSource(env);
}
