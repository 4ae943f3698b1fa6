/**
 * The official suite's client leg: it plays a server and watches what Runbyte, with an agent in front of it, sends.
 * Scenarios of login are left out.
 *
 * @module
 */

import assert from "node:assert/strict";
import { type Revision, scoredScenarios } from "../suite.ts";
import { countChecks, problemsOf } from "../verdict.ts";
import { EXPECTED_FAILURES } from "./expected_failures.ts";
import { runScenario } from "./scenario.ts";

const REVISIONS: readonly Revision[] = ["2025-11-25", "2026-07-28"];

for (const revision of REVISIONS) {
  Deno.test(`Runbyte as a client passes the scenarios of ${revision}`, async (t) => {
    const scenarios = (await scoredScenarios(revision, "client")).filter((name) => !name.startsWith("auth/"));
    assert.notEqual(scenarios.length, 0);
    const expected = new Map(
      EXPECTED_FAILURES.filter((entry) => entry.revision === revision).map((
        entry,
      ) => [entry.scenario, entry]),
    );
    for (const scenario of scenarios) {
      const failure = expected.get(scenario);
      expected.delete(scenario);
      await t.step(failure === undefined ? scenario : `${scenario} fails: ${failure.reason}`, async () => {
        const { results, code, output } = await runScenario(scenario, revision);
        const checks = results.get(scenario);
        assert.deepEqual(problemsOf(checks, failure), [], output);
        // The suite's own word, which takes a client that failed or was too slow for a failure too.
        assert.equal(code, failure === undefined ? 0 : 1, output);
        console.log(`${revision} ${scenario}: ${countChecks(checks ?? [])}`);
      });
    }
    assert.deepEqual([...expected.keys()], [], "these scenarios are not scored: take them out of the list");
  });
}

Deno.test("The suite fails a client that does nothing", async () => {
  const { results, code } = await runScenario("tools_call", "2026-07-28", "deno eval 0");
  assert.match(problemsOf(results.get("tools_call"), undefined).join(), /tool-add-numbers .* failed/);
  assert.equal(code, 1);
});
