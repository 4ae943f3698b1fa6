/**
 * Calls that wait, all at the same time: a whole `execute_code`, and the SDK's client directly.
 *
 * @module
 */

import { fixture } from "../../tests/fixtures/fixtures.ts";
import { startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { connectDirect } from "./direct_client.ts";
import { measured, type Results } from "./result.ts";
import { UNCHECKED } from "./subject.ts";

const ROUNDS = 12;

const PROGRAM = `import { sleep } from "./servers/basic";
export async function exec() {
  return (await Promise.all(Array.from({ length: 40 }, () => sleep({ ms: 100 })))).length;
}`;

async function measure(): Promise<Results> {
  const basic = fixture("basic_server");
  await using runbyte = await startRunbyte({ config: { ...UNCHECKED, mcpServers: { basic } } });
  await using direct = await connectDirect(basic);
  const rounds = await repeat(ROUNDS, async () => ({
    program: await time(() => runbyte.run(PROGRAM)),
    direct: await time(() =>
      Promise.all(Array.from({ length: 40 }, () => direct.call("sleep", { ms: 100 })))
    ),
  }), 2);
  return {
    sleepingCalls: measured(rounds.map(({ program }) => program), {
      direct: rounds.map(({ direct }) => direct),
    }),
  };
}

/** Calls that wait at the same time. */
export const sleepingCalls: Measurement = { name: "sleeping", rows: ["sleepingCalls"], measure };
