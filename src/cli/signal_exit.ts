/**
 * The exit code of a command that a signal has ended, as shells expect it: 128 and the signal's number.
 *
 * @module
 */

import { EXIT } from "../errors.ts";

const CODES: Readonly<Partial<Record<Deno.Signal, number>>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
  SIGBREAK: 149,
};

/** Returns the exit code for a signal. */
export function exitCodeOf(signal: Deno.Signal): number {
  return CODES[signal] ?? EXIT.failed;
}
