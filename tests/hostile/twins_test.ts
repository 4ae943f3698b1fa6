/**
 * Shows of every hostile program that its case can fail. A limit's bounded twin fails at the suite's limits and ends well
 * where they are raised; a program that is wrong in itself ends well when what is wrong with it is left out. Boundaries:
 * `weakened_test.ts`.
 *
 * @module
 */

import { readCases, toProgram } from "./case_file.ts";
import { assertExpected } from "./expectation.ts";
import { execute, RAISED, startSubject, STRICT } from "./subject.ts";

const TIMEOUT_MS = 60_000;
const only = new RegExp(Deno.env.get("RUNBYTE_ONLY") ?? "");
const cases = (await readCases()).filter(({ name, known }) => only.test(name) && known === undefined);

Deno.test("Bounded twins fail at the suite's limits and end well where they are raised", async (t) => {
  await using raised = await startSubject(RAISED);
  for (const [limits, group] of Map.groupBy(cases, (each) => JSON.stringify({ ...STRICT, ...each.limits }))) {
    await using strict = await startSubject(JSON.parse(limits));
    for (const each of group) {
      if (each.evidence.kind !== "twin") continue;
      const program = toProgram(each, each.evidence.bound);
      await t.step(each.name, async () => {
        const [failing, ending] = await Promise.all([
          execute(strict, program, TIMEOUT_MS),
          execute(raised, program, TIMEOUT_MS),
        ]);
        assertExpected(failing, each.expect);
        assertExpected(ending, each.then);
      });
    }
  }
});

Deno.test("Programs end well without what is wrong with them", async (t) => {
  await using strict = await startSubject(STRICT);
  for (const each of cases) {
    if (each.evidence.kind !== "control") continue;
    const program = toProgram(each, each.evidence.bound);
    await t.step(
      each.name,
      async () => assertExpected(await execute(strict, program, TIMEOUT_MS), each.then),
    );
  }
});
