/**
 * How this very program is started again as the checker.
 *
 * @module
 */

import { type CheckerCommand, checkerFromExecutable, checkerFromSource } from "../checker/checker_command.ts";

/** Returns the command for the checker: the executable itself, or Deno on the checker's source. */
export function ownChecker(env: Readonly<Record<string, string>>): CheckerCommand {
  // The library lies beside the bundles in the executable: see scripts/build/bundle.ts.
  return Deno.build.standalone
    ? checkerFromExecutable(() => Deno.readTextFile(new URL("./checker_library.txt", import.meta.url)))
    : checkerFromSource(env);
}
