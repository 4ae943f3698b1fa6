/**
 * The memory of a gateway that has run one program and waits for the next.
 *
 * @module
 */

import { startRunbyte } from "../../tests/support/runbyte.ts";
import { givenExecutable } from "../../tests/support/subject_roles.ts";
import { type Measurement, repeat } from "./context.ts";
import { pssOf, whenIdle } from "./process_tree.ts";
import { measured, type Results, unmeasured } from "./result.ts";
import { NO_SERVERS, UNCHECKED } from "./subject.ts";
import { TRIVIAL } from "./trivial_program.ts";

const ROUNDS = 3;

async function readIdle(): Promise<readonly number[]> {
  await using runbyte = await startRunbyte({ config: { ...UNCHECKED, mcpServers: NO_SERVERS } });
  await runbyte.run(TRIVIAL);
  await whenIdle(runbyte.pid, 400, 8_000);
  return (await pssOf(runbyte.pid)).map((bytes) => bytes / 1e6);
}

async function measure(): Promise<Results> {
  if (Deno.build.os !== "linux") return { idleMemory: unmeasured("only Linux tells the PSS of a process") };
  const rounds = await repeat(ROUNDS, readIdle, 0);
  const parts = rounds[0]?.map((megabytes) => megabytes.toFixed(0)).join(" + ") ?? "";
  const shared = givenExecutable() === undefined
    ? " From source it shares the Deno binary with this benchmark."
    : "";
  return {
    idleMemory: measured(rounds.map((processes) => processes.reduce((sum, part) => sum + part, 0)), {
      note: `Gateway and then its children, in the first round: ${parts} MB.${shared}`,
    }),
  };
}

/** The memory of an idle gateway. */
export const memory: Measurement = { name: "memory", rows: ["idleMemory"], measure };
