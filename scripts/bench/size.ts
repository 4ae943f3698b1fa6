/**
 * The size of the executable beside the base runtime that it is built on, alone and with the SDK.
 *
 * @module
 */

import type { Context, Measurement } from "./context.ts";
import { measured, type Results, unmeasured } from "./result.ts";
import { NO_EXECUTABLE } from "./subject.ts";

async function measure(context: Context): Promise<Results> {
  const floor = await context.floor();
  const sdk = await context.sdkFloor();
  const floors: Results = {
    baseSize: floor.kind === "compiled" ? measured([floor.baseBytes / 1e6]) : unmeasured(floor.reason),
    sdkSize: sdk.kind === "compiled"
      ? measured([(await Deno.stat(sdk.path)).size / 1e6])
      : unmeasured(sdk.reason),
  };
  if (context.executable === undefined) {
    return { ...floors, executableSize: unmeasured(NO_EXECUTABLE), ownSize: unmeasured(NO_EXECUTABLE) };
  }
  const { size } = await Deno.stat(context.executable);
  return {
    ...floors,
    executableSize: measured([size / 1e6]),
    ownSize: floor.kind === "compiled"
      ? measured([(size - floor.baseBytes) / 1e6])
      : unmeasured(`the base runtime is not known: ${floor.reason}`),
  };
}

/** The size of the executable, and of what it is built on. */
export const size: Measurement = {
  name: "size",
  rows: ["executableSize", "baseSize", "sdkSize", "ownSize"],
  measure,
};
