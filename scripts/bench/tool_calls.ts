/**
 * What a tool call costs from a program, beyond the same call by the SDK's client directly; in turns, against the same
 * server.
 *
 * @module
 */

import { fixture } from "../../tests/fixtures/fixtures.ts";
import { startRunbyte } from "../../tests/support/runbyte.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { connectDirect } from "./direct_client.ts";
import { measured, type Results } from "./result.ts";
import { differences } from "./statistics.ts";
import { UNCHECKED } from "./subject.ts";

const CALLS = 1_000;
const ROUNDS = 7;

/** Both programs return the milliseconds that their calls took, without their own start. */
const SEQUENTIAL = `import { add } from "./servers/basic";
export async function exec() {
  const startedAt = performance.now();
  for (let i = 0; i < ${CALLS}; i++) {
    if (Number(await add({ a: i, b: 1 })) !== i + 1) throw new Error("wrong sum");
  }
  return performance.now() - startedAt;
}`;

const PARALLEL = `import { add } from "./servers/basic";
export async function exec() {
  const startedAt = performance.now();
  const sums = await Promise.all(Array.from({ length: ${CALLS} }, (_, i) => add({ a: i, b: 1 })));
  const elapsed = performance.now() - startedAt;
  if (sums.some((sum, i) => Number(sum) !== i + 1)) throw new Error("wrong sum");
  return elapsed;
}`;

async function measure(): Promise<Results> {
  const basic = fixture("basic_server");
  await using runbyte = await startRunbyte({ config: { ...UNCHECKED, mcpServers: { basic } } });
  await using direct = await connectDirect(basic);
  const add = async (i: number) => {
    if (Number(await direct.call("add", { a: i, b: 1 })) !== i + 1) throw new Error("wrong sum");
  };
  const oneByOne = async () => {
    for (let i = 0; i < CALLS; i++) await add(i);
  };
  const allAtOnce = () => Promise.all(Array.from({ length: CALLS }, (_, i) => add(i)));
  const perCall = (ms: unknown) => Number(ms) / CALLS * 1_000;
  const rounds = await repeat(ROUNDS, async () => ({
    direct: perCall(await time(oneByOne)),
    program: perCall(await runbyte.run(SEQUENTIAL)),
    directParallel: perCall(await time(allAtOnce)),
    programParallel: perCall(await runbyte.run(PARALLEL)),
  }), 2);
  const values = (key: keyof (typeof rounds)[number]) => rounds.map((round) => round[key]);
  return {
    sequentialCall: measured(differences(values("program"), values("direct")), { direct: values("direct") }),
    parallelCall: measured(differences(values("programParallel"), values("directParallel")), {
      direct: values("directParallel"),
    }),
  };
}

/** Tool calls, one by one and in parallel. */
export const toolCalls: Measurement = { name: "calls", rows: ["sequentialCall", "parallelCall"], measure };
