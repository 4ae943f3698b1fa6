/**
 * Start → `initialize` reply: the executable, from source, and the floors beneath both, taking turns.
 *
 * @module
 */

import { writeConfig } from "../../tests/support/config_file.ts";
import { type Context, type Measurement, repeat } from "./context.ts";
import type { Floor } from "./floor.ts";
import { formatPair } from "./format.ts";
import { measured, type Result, type Results, unmeasured } from "./result.ts";
import { ratios } from "./statistics.ts";
import { NO_EXECUTABLE, NO_SERVERS, sourceCommand } from "./subject.ts";
import { timeStart } from "./time_start.ts";

const ROUNDS = 15;

/** One round: milliseconds of each that could be started. */
interface Round {
  readonly executable: number | undefined;
  readonly executableFloor: number | undefined;
  readonly sdkFloor: number | undefined;
  readonly source: number;
  readonly sourceFloor: number;
}

async function measure(context: Context): Promise<Results> {
  await using config = await writeConfig({ mcpServers: NO_SERVERS });
  const { executable } = context;
  const [floor, sdk] = [await context.floor(), await context.sdkFloor()];
  const args = ["-config", config.path, "-transport", "stdio"];
  const rounds = await repeat(ROUNDS, async (): Promise<Round> => ({
    executable: executable === undefined ? undefined : await timeStart({ command: executable, args }),
    executableFloor: await timeFloor(executable, floor),
    sdkFloor: sdk.kind === "compiled" ? await timeStart({ command: sdk.path, args: [] }) : undefined,
    source: await timeStart(sourceCommand("main.ts", ...args)),
    sourceFloor: await timeStart(sourceCommand("scripts/bench/floor_program.ts")),
  }));
  const values = (key: keyof Round) =>
    rounds.flatMap((round) => round[key] === undefined ? [] : [round[key]]);
  return {
    ...executableRows(values("executable"), values("executableFloor"), floor),
    startBare: floor.kind === "compiled" ? measured(values("executableFloor")) : unmeasured(floor.reason),
    startSdk: sdk.kind === "compiled" ? measured(values("sdkFloor")) : unmeasured(sdk.reason),
    startSource: measured(values("source")),
    startSourceRatio: measured(ratios(values("source"), values("sourceFloor")), {
      note: `The program without the SDK takes ${formatPair(values("sourceFloor"), "ms")} from source.`,
    }),
  };
}

/** The time of the floor, or where there is none, of the executable when it prints its version. */
async function timeFloor(executable: string | undefined, floor: Floor): Promise<number | undefined> {
  if (floor.kind === "compiled") return await timeStart({ command: floor.path, args: [] });
  if (executable === undefined) return undefined;
  const startedAt = performance.now();
  await new Deno.Command(executable, { args: ["-version"], stdin: "null" }).output();
  return performance.now() - startedAt;
}

function executableRows(values: readonly number[], floors: readonly number[], floor: Floor): Results {
  if (values.length === 0) {
    const result: Result = unmeasured(NO_EXECUTABLE);
    return { startExecutable: result, startExecutableRatio: result };
  }
  const note = floor.kind === "compiled" ? {} : {
    note: `There is no program without the SDK (${floor.reason}): \`runbyte -version\` stands in and takes ` +
      `${formatPair(floors, "ms")}.`,
  };
  return {
    startExecutable: measured(values),
    startExecutableRatio: measured(ratios(values, floors), note),
  };
}

/** Start → `initialize` reply. */
export const start: Measurement = {
  name: "start",
  rows: [
    ...["startExecutable", "startExecutableRatio", "startBare", "startSdk"] as const,
    ...["startSource", "startSourceRatio"] as const,
  ],
  measure,
};
