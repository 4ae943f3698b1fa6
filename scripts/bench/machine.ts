/**
 * The machine that was measured on, in one line.
 *
 * @module
 */

import { cpus } from "node:os";
import { formatPair } from "./format.ts";
import { givenExecutable } from "../../tests/support/subject_roles.ts";

/** How many processes wanted a core in the last minute. */
export function readLoad(): number {
  return Deno.loadavg()[0] ?? 0;
}

/** What was seen of the machine while it measured. */
export interface Observed {
  readonly loadAtStart: number;
  /** Milliseconds of the same sort: see `noise.ts`. */
  readonly sorts: readonly number[];
}

/** Returns processor, cores, system, Deno, how busy the machine was, and which Runbyte ran. */
export function describeMachine({ loadAtStart, sorts }: Observed): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() || "unknown processor";
  return [
    `${model}, ${processors.length} ${processors.length === 1 ? "core" : "cores"}`,
    `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
    `Deno ${Deno.version.deno}`,
    `load ${loadAtStart.toFixed(1)} before and ${readLoad().toFixed(1)} after, the same sort took ${
      formatPair(sorts, "ms")
    }`,
    `Runbyte ${givenExecutable() === undefined ? "from source" : "as executable"}`,
  ].join("; ");
}
