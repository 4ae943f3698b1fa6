/**
 * The machine that was measured on, in one line.
 *
 * @module
 */

import { cpus } from "node:os";
import { givenExecutable } from "./subject.ts";

/** How many processes wanted a core in the last minute. */
export function readLoad(): number {
  return Deno.loadavg()[0] ?? 0;
}

/** Returns processor, cores, system, Deno, load from begin to end, and which Runbyte ran. */
export function describeMachine(loadAtStart: number): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() || "unknown processor";
  return [
    `${model}, ${processors.length} ${processors.length === 1 ? "core" : "cores"}`,
    `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    `Deno ${Deno.version.deno}`,
    `load ${loadAtStart.toFixed(1)} before and ${readLoad().toFixed(1)} after`,
    `Runbyte ${givenExecutable() === undefined ? "from source" : "as executable"}`,
  ].join("; ");
}
