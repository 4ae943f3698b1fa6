/**
 * How a command says that it failed.
 *
 * @module
 */

import { cleanText } from "../text.ts";
import { paintFor } from "./colours.ts";

/** Prints what is wrong to stderr, without a stranger's control sequences, and returns the exit code. */
export function complain(message: string, code: number): number {
  console.error(`${paintFor(Deno.stderr)("red", "runbyte:")} ${cleanText(message)}`);
  return code;
}
