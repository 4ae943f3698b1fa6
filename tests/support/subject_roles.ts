/**
 * The guest and the checker of the Runbyte under test, for tests that talk to these without a gateway: the executable's
 * where `RUNBYTE_BIN` names one, else those of this source tree.
 *
 * @module
 */

import { type CheckerCommand, checkerFromSource } from "../../src/checker/checker_command.ts";
import { CHECKER_ARGUMENT, GUEST_ARGUMENT } from "../../src/roles.ts";
import { type GuestCommand, guestFromSource } from "../../src/sandbox/guest_command.ts";

/** The executable that `RUNBYTE_BIN` names. */
export function givenExecutable(): string | undefined {
  return Deno.env.get("RUNBYTE_BIN") || undefined;
}

/** How the guest under test is started. */
export function subjectGuest(): GuestCommand {
  const source = guestFromSource(Deno.env.toObject());
  const executable = givenExecutable();
  return executable === undefined
    ? source
    : { program: executable, args: [GUEST_ARGUMENT], env: {}, engine: source.engine };
}

/** How the checker under test is started. */
export function subjectChecker(): CheckerCommand {
  const source = checkerFromSource(Deno.env.toObject());
  const executable = givenExecutable();
  return executable === undefined
    ? source
    : { program: executable, args: [CHECKER_ARGUMENT], env: {}, library: source.library };
}
