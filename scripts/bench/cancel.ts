/**
 * Programs that lose their client: when they are over, and when the pool is as it was before.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../../src/limits.ts";
import { ENTRY_SUFFIX } from "../../src/sandbox/entry.ts";
import { SandboxPool } from "../../src/sandbox/pool.ts";
import type { RunRequest } from "../../src/sandbox/run_request.ts";
import { subjectGuest } from "../../tests/support/subject_roles.ts";
import { type Measurement, repeat } from "./context.ts";
import { formatPair } from "./format.ts";
import { measured, type Results } from "./result.ts";

const ROUNDS = 10;
/** How long a program has been at it when it is cancelled. */
const RUN_MS = 100;
const WARM_WITHIN_MS = 10_000;

const LOOP = "for (;;);";
const WAITING = "await new Promise((resolve) => setTimeout(resolve, 60_000));";
/** The engine asks nobody whether to go on while it reverses: its process has to be killed. */
const NATIVE = "Array.prototype.reverse.call({ length: 2 ** 53 - 1 });";

/** Cancels a program and returns how long it took until it was over, in milliseconds. */
async function cancel(pool: SandboxPool, statements: string): Promise<number> {
  await whenWarm(pool);
  const abort = new AbortController();
  const running = pool.run(toRequest(statements, abort.signal));
  await new Promise((resolve) => setTimeout(resolve, RUN_MS)); // the program is to be in the middle of it
  const cancelledAt = performance.now();
  abort.abort();
  const { outcome } = await running;
  if (outcome.kind !== "cancelled") throw new Error(`the program ended as ${outcome.kind}`);
  return performance.now() - cancelledAt;
}

/** Waits for the only guest to be at full speed again, and returns when it was. */
async function whenWarm(pool: SandboxPool): Promise<number> {
  const givesUpAt = performance.now() + WARM_WITHIN_MS;
  for (;;) {
    if (pool.status().guests.some(({ isWarm }) => isWarm)) return performance.now();
    if (performance.now() > givesUpAt) throw new Error(`no warm guest within ${WARM_WITHIN_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function toRequest(statements: string, signal: AbortSignal): RunRequest {
  return {
    code: `async function exec() { ${statements} }${ENTRY_SUFFIX}`,
    modules: new Map(),
    callTool: () => Promise.reject(new Error("no program of this benchmark calls a tool")),
    session: "bench",
    signal,
  };
}

async function measure(): Promise<Results> {
  const limits = { ...DEFAULT_LIMITS, concurrentExecutions: 1 };
  const pool = new SandboxPool({ limits, log: () => {}, guest: subjectGuest() });
  try {
    pool.start();
    const rounds = await repeat(ROUNDS, async () => {
      const waiting = await cancel(pool, WAITING);
      const loop = await cancel(pool, LOOP);
      const native = await cancel(pool, NATIVE);
      const killedAt = performance.now();
      return { waiting, loop, native, again: await whenWarm(pool) - killedAt };
    });
    return {
      cancelled: measured(rounds.flatMap(({ waiting, loop, native }) => [waiting, loop, native]), {
        note: `One that waits: ${formatPair(rounds.map(({ waiting }) => waiting), "ms")}; one that loops: ` +
          `${
            formatPair(rounds.map(({ loop }) => loop), "ms")
          }; one in a built-in that never looks up, which is ` +
          `killed: ${formatPair(rounds.map(({ native }) => native), "ms")}.`,
      }),
      warmAgain: measured(rounds.map(({ again }) => again)),
    };
  } finally {
    await pool.close();
  }
}

/** Cancelled programs. */
export const cancelled: Measurement = { name: "cancel", rows: ["cancelled", "warmAgain"], measure };
