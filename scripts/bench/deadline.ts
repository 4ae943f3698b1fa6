/**
 * Programs that would never end: when they are answered, when the machine has its CPU back, and what the next program
 * notices.
 *
 * @module
 */

import { type RunningRunbyte, startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { whenIdle } from "./process_tree.ts";
import { measured, type Result, type Results, unmeasured } from "./result.ts";
import { NO_SERVERS, UNCHECKED } from "./subject.ts";
import { TRIVIAL } from "./trivial_program.ts";

const DEADLINE_MS = 1_000;
const ROUNDS = 3;
const WARM_ROUNDS = 10;

const LOOP = "export function exec() { for (;;); }";
/** The engine asks nobody whether to go on while it joins; only a kill ends this. */
const NATIVE = `export function exec() { return Array.prototype.join.call({ length: 2 ** 53 - 1 }, ""); }`;

interface Round {
  readonly answeredMs: number;
  readonly nextMs: number;
  /** From the deadline; `undefined` where the system does not tell. */
  readonly idleMs: number | undefined;
}

async function measureRound(runbyte: RunningRunbyte, code: string): Promise<Round> {
  const answeredMs = await time(() => expectTimeout(runbyte, code));
  const nextMs = await time(() => runbyte.run(TRIVIAL));
  if (Deno.build.os !== "linux") return { answeredMs, nextMs, idleMs: undefined };
  const deadline = performance.now() + DEADLINE_MS;
  await expectTimeout(runbyte, code);
  return { answeredMs, nextMs, idleMs: await whenIdle(runbyte.pid, 200, 5_000) - deadline };
}

async function expectTimeout(runbyte: RunningRunbyte, code: string): Promise<void> {
  const { text, isError } = await runbyte.call("execute_code", { code });
  if (!isError || !text.startsWith("Timed out")) throw new Error(`not a timeout: ${text.slice(0, 200)}`);
}

async function measure(): Promise<Results> {
  await using runbyte = await startRunbyte({
    config: { ...UNCHECKED, mcpServers: NO_SERVERS, limits: { executionMs: DEADLINE_MS } },
  });
  await repeat(WARM_ROUNDS, () => runbyte.run(TRIVIAL));
  const rounds = await repeat(ROUNDS, async () => ({
    loop: await measureRound(runbyte, LOOP),
    native: await measureRound(runbyte, NATIVE),
  }), 0);
  const both = rounds.flatMap(({ loop, native }) => [loop, native]);
  const idle = both.flatMap(({ idleMs }) => idleMs === undefined ? [] : [idleMs]);
  const idleAfterDeadline: Result = idle.length === 0
    ? unmeasured("only Linux tells the CPU time of processes")
    : measured(idle);
  return {
    endlessLoop: measured(rounds.map(({ loop }) => loop.answeredMs)),
    neverPolling: measured(rounds.map(({ native }) => native.answeredMs)),
    idleAfterDeadline,
    nextProgram: measured(both.map(({ nextMs }) => nextMs)),
  };
}

/** Programs past their deadline. */
export const deadline: Measurement = {
  name: "deadline",
  rows: ["endlessLoop", "neverPolling", "idleAfterDeadline", "nextProgram"],
  measure,
};
