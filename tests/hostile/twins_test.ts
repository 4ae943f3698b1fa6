/**
 * Shows of every hostile program that its case can fail. A limit's bounded twin fails at the suite's limits and ends well
 * where they are raised; a program that is wrong in itself ends well when what is wrong with it is left out. Boundaries:
 * `weakened_test.ts`.
 *
 * @module
 */

import type { RunningRunbyte } from "../support/runbyte.ts";
import { type HostileCase, readCases, toProgram } from "./case_file.ts";
import { assertExpected } from "./expectation.ts";
import { execute, RAISED, startSubject, STRICT } from "./subject.ts";

const TIMEOUT_MS = 60_000;
const only = new RegExp(Deno.env.get("RUNBYTE_ONLY") ?? "");
const cases = (await readCases()).filter(({ name, known }) => only.test(name) && known === undefined);
const of = (kind: "twin" | "control") => cases.filter(({ evidence }) => evidence.kind === kind);

Deno.test("Bounded twins fail at the suite's limits and end well where they are raised", async (t) => {
  await using raised = await startSubject(RAISED);
  for (
    const [limits, group] of Map.groupBy(of("twin"), (each) => JSON.stringify({ ...STRICT, ...each.limits }))
  ) {
    await using strict = await startSubject(JSON.parse(limits));
    // Those that are bounded by time alone do not mind company.
    const timed = group.filter(({ expect }) => expect === "timedOut");
    const others = group.filter(({ expect }) => expect !== "timedOut");
    for (const some of [...inPairs(timed), ...others.map((each) => [each])]) {
      await t.step(some.map(({ name }) => name).join(" and "), async () => {
        await Promise.all(some.map((each) => assertTwin(each, strict, raised)));
      });
    }
  }
});

Deno.test("Programs end well without what is wrong with them", async (t) => {
  await using strict = await startSubject(STRICT);
  for (const each of of("control")) {
    await t.step(
      each.name,
      async () => assertExpected(await execute(strict, harmless(each), TIMEOUT_MS), each.then, strict.stderr),
    );
  }
});

async function assertTwin(
  hostile: HostileCase,
  strict: RunningRunbyte,
  raised: RunningRunbyte,
): Promise<void> {
  const program = harmless(hostile);
  const [failing, ending] = await Promise.all([
    execute(strict, program, TIMEOUT_MS),
    execute(raised, program, TIMEOUT_MS),
  ]);
  assertExpected(failing, hostile.expect, strict.stderr);
  assertExpected(ending, hostile.then, raised.stderr);
}

function harmless(hostile: HostileCase): string {
  return toProgram(hostile, hostile.evidence.kind === "weak" ? undefined : hostile.evidence.bound);
}

function inPairs<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return items.flatMap((_, index) => index % 2 === 0 ? [items.slice(index, index + 2)] : []);
}
