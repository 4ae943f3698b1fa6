/**
 * Many programs, some of them hostile, several at a time: what the honest ones get, and what is left of it all.
 *
 * @module
 */

import { fixture } from "../../tests/fixtures/fixtures.ts";
import { type RunningRunbyte, startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, time } from "./context.ts";
import { rssOf, whenIdle } from "./process_tree.ts";
import { measured, type Results, unmeasured } from "./result.ts";
import { type SoakProgram, soakProgram } from "./soak_programs.ts";
import { UNCHECKED } from "./subject.ts";

const PROGRAMS = 10_000;
const AT_A_TIME = 8;
/** Programs before the memory is read for the first time. */
const WARM = 200;
/** An agent's connection gets half of the places. */
const LIMITS = { executionMs: 2_000, answerBytes: 4 << 20, concurrentExecutions: 2 * AT_A_TIME };

/** Runs the programs from `from` up to `to`; returns how long each honest one took, in milliseconds. */
async function runAll(runbyte: RunningRunbyte, from: number, to: number): Promise<readonly number[]> {
  const honest: number[] = [];
  let next = from;
  const work = async () => {
    for (let index = next++; index < to; index = next++) {
      const program = soakProgram(index);
      const elapsed = await time(() => runOne(runbyte, program));
      if (program.kind === "honest") honest.push(elapsed);
      if ((index + 1) % 1_000 === 0) console.error(`bench: soak: ${index + 1} of ${to} programs`);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return honest;
}

/** @throws {Error} when the answer is not the program's own. */
async function runOne(runbyte: RunningRunbyte, { kind, code, expect }: SoakProgram): Promise<void> {
  const { text, isError } = await runbyte.call("execute_code", { code });
  const isRight = kind === "honest"
    ? !isError && expect.includes(text)
    : isError && expect.some((beginning) => text.startsWith(beginning));
  if (!isRight) throw new Error(`expected ${expect.join(" or ")}, not: ${text.slice(0, 300)}\n${code}`);
}

/** Resident memory of the gateway itself and of its children, in MB, when all is quiet. */
async function restingMegabytes(pid: number): Promise<readonly [gateway: number, children: number]> {
  await whenIdle(pid, 1_000, 20_000);
  const [gateway = 0, ...children] = (await rssOf(pid)).map((bytes) => bytes / 1e6);
  return [gateway, children.reduce((sum, each) => sum + each, 0)];
}

async function measure(): Promise<Results> {
  const isLinux = Deno.build.os === "linux";
  await using runbyte = await startRunbyte({
    config: { ...UNCHECKED, mcpServers: { basic: fixture("basic_server") }, limits: LIMITS },
  });
  await runAll(runbyte, 0, WARM);
  const before = isLinux ? await restingMegabytes(runbyte.pid) : [0, 0] as const;
  let latencies: readonly number[] = [];
  const elapsedMs = await time(async () => latencies = await runAll(runbyte, WARM, WARM + PROGRAMS));
  const after = isLinux ? await restingMegabytes(runbyte.pid) : [0, 0] as const;
  const megabytes = ([gateway, children]: readonly [number, number]) =>
    `${gateway.toFixed(0)} + ${children.toFixed(0)} MB`;
  return {
    soakThroughput: measured([PROGRAMS / (elapsedMs / 1_000)], {
      note:
        `${PROGRAMS.toLocaleString("en-US")} programs, ${AT_A_TIME} at a time, in ${
          (elapsedMs / 1_000).toFixed(0)
        } s: half of the honest ones make three tool calls, the others sort 500 rows; of the hostile ones (loops, ` +
        "memory, recursion, natives that never look up …) every third holds a place for two seconds or costs a process. " +
        "Every answer was the program's own.",
    }),
    soakLatency: measured(latencies),
    soakGrowth: isLinux
      ? measured([after[0] - before[0]], {
        note: `Gateway and its children: ${megabytes(before)} before, ${megabytes(after)} after.`,
      })
      : unmeasured("only Linux tells the memory of a process"),
  };
}

/** The soak. */
export const soak: Measurement = {
  name: "soak",
  rows: ["soakThroughput", "soakLatency", "soakGrowth"],
  measure,
};
