/**
 * How this process was started.
 *
 * @module
 */

import { STARTED_AGAIN_ARGUMENT } from "./roles.ts";

/** Whether a process of Runbyte's own waits for this one: see `start_again.ts`. */
export const IS_STARTED_AGAIN: boolean = Deno.args[0] === STARTED_AGAIN_ARGUMENT;

/** Who started this process. Asked for at the start: the dead have no children, and whose this one is then is another's. */
const parent = Deno.ppid;

/** Whether the process that started this one has died. Windows tells nothing of that. */
export function isOrphaned(): boolean {
  return Deno.ppid !== parent;
}

/** The arguments that the user gave. */
export const OWN_ARGUMENTS: readonly string[] = IS_STARTED_AGAIN ? Deno.args.slice(1) : Deno.args;

/**
 * Whether a module that came from a registry or another server runs without the flags that it needs. V8's `gc` shows it:
 * nobody gives that flag without the others.
 *
 * @param module Its address.
 */
export function lacksFlags(module: string): boolean {
  return !module.startsWith("file:") && !IS_STARTED_AGAIN && !("gc" in globalThis);
}
