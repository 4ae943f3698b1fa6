/**
 * The size of the executable beside the base runtime that it is built on.
 *
 * @module
 */

import type { Context, Measurement } from "./context.ts";
import { measured, type Results, unmeasured } from "./result.ts";
import { NO_EXECUTABLE } from "./subject.ts";

async function measure(context: Context): Promise<Results> {
  if (context.executable === undefined) {
    return { executableSize: unmeasured(NO_EXECUTABLE), ownSize: unmeasured(NO_EXECUTABLE) };
  }
  const { size } = await Deno.stat(context.executable);
  const floor = await context.floor();
  return {
    executableSize: measured([size / 1e6]),
    ownSize: floor.kind === "compiled"
      ? measured([(size - floor.baseBytes) / 1e6])
      : unmeasured(`the base runtime is not known: ${floor.reason}`),
  };
}

/** The size of the executable. */
export const size: Measurement = { name: "size", rows: ["executableSize", "ownSize"], measure };
