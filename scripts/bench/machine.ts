/**
 * The machine that was measured on, in one line.
 *
 * @module
 */

import { cpus } from "node:os";
import { givenExecutable } from "./subject.ts";

/** Returns processor, cores, system, Deno, load, and which Runbyte ran. */
export function describeMachine(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() || "unknown processor";
  const [load = 0] = Deno.loadavg();
  return [
    `${model}, ${processors.length} ${processors.length === 1 ? "core" : "cores"}`,
    `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    `Deno ${Deno.version.deno}`,
    `load ${load.toFixed(1)} at the start`,
    `Runbyte ${givenExecutable() === undefined ? "from source" : "as executable"}`,
  ].join("; ");
}
