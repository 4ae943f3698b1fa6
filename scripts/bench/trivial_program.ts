/**
 * The smallest program, through everything that a program goes through.
 *
 * @module
 */

import { startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { measured, type Results } from "./result.ts";
import { NO_SERVERS } from "./subject.ts";

/** A program that does nothing. */
export const TRIVIAL = "export function exec(): number { return 1; }";

const ROUNDS = 200;
const WARM_ROUNDS = 30;

async function measure(): Promise<Results> {
  await using runbyte = await startRunbyte({ config: { mcpServers: NO_SERVERS } });
  const values = await repeat(ROUNDS, () => time(() => runbyte.run(TRIVIAL)), WARM_ROUNDS);
  return { trivialProgram: measured(values) };
}

/** A trivial program, warm. */
export const trivial: Measurement = { name: "trivial", rows: ["trivialProgram"], measure };
