/**
 * The first program after `initialize`, while the guest and the compiler are still starting.
 *
 * @module
 */

import { startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { measured } from "./result.ts";
import { NO_SERVERS, UNCHECKED } from "./subject.ts";
import { TRIVIAL } from "./trivial_program.ts";

const ROUNDS = 9;

async function firstProgram(): Promise<number> {
  await using runbyte = await startRunbyte({ config: { ...UNCHECKED, mcpServers: NO_SERVERS } });
  return await time(() => runbyte.run(TRIVIAL));
}

/** The first program after `initialize`. */
export const first: Measurement = {
  name: "first",
  rows: ["firstProgram"],
  measure: async () => ({ firstProgram: measured(await repeat(ROUNDS, firstProgram)) }),
};
