/**
 * The smallest program, through everything that a program goes through.
 *
 * @module
 */

import { startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { formatPair } from "./format.ts";
import { measured, type Results } from "./result.ts";
import { NO_SERVERS, UNCHECKED } from "./subject.ts";

/** A program that does nothing. */
export const TRIVIAL = "export function exec(): number { return 1; }";

const ROUNDS = 150;
const WARM_ROUNDS = 30;
/** An agent thinks between two programs: the guest makes its next instance meanwhile. */
const PAUSE_MS = 15;

async function measure(): Promise<Results> {
  await using runbyte = await startRunbyte({ config: { ...UNCHECKED, mcpServers: NO_SERVERS } });
  const backToBack = await repeat(ROUNDS, () => time(() => runbyte.run(TRIVIAL)), WARM_ROUNDS);
  const rounds = await repeat(ROUNDS, async () => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    const ping = await time(() => runbyte.client.ping());
    return { ping, program: await time(() => runbyte.run(TRIVIAL)) };
  });
  return {
    trivialProgram: measured(rounds.map(({ program }) => program), {
      note:
        `With ${PAUSE_MS} ms between programs; back to back, where each waits for a fresh instance of the engine: ` +
        `${formatPair(backToBack, "ms")}. An MCP \`ping\` takes ${
          formatPair(rounds.map(({ ping }) => ping), "ms")
        }.`,
    }),
  };
}

/** A trivial program, warm. */
export const trivial: Measurement = { name: "trivial", rows: ["trivialProgram"], measure };
