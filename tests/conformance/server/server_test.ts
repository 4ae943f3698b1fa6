/**
 * The official suite's server leg: it plays a client of Runbyte over HTTP. Its scenarios of input that a server needs show
 * that only what the client can answer is asked (S-81).
 *
 * @module
 */

import assert from "node:assert/strict";
import { type Revision, runSuite, scoredScenarios, type SuiteRun } from "../suite.ts";
import { countChecks, type ExpectedFailure, problemsOf } from "../verdict.ts";
import { PASSING, PLAIN, SUITS_PLAIN } from "./expected_failures.ts";
import { type SetupName, startSetup } from "./setup.ts";

const REVISIONS: readonly Revision[] = ["2025-11-25", "2026-07-28"];

/** Every scenario of a revision at once, which takes less than starting the suite for each. */
async function runAll(name: SetupName, revision: Revision): Promise<SuiteRun> {
  await using setup = await startSetup(name, revision);
  return await runSuite({ leg: "server", args: ["--url", setup.url, "--requirements", revision] });
}

/** Judges one scenario as a step of a test. */
async function judge(
  t: Deno.TestContext,
  { results, output }: SuiteRun,
  scenario: string,
  failure: ExpectedFailure | undefined,
): Promise<void> {
  await t.step(failure === undefined ? scenario : `${scenario} fails: ${failure.reason}`, () => {
    const checks = results.get(scenario);
    assert.deepEqual(problemsOf(checks, failure), [], output);
    console.log(`${scenario}: ${countChecks(checks ?? [])}`);
  });
}

/** The expected failures of a revision, by scenario. */
function failuresOf(list: readonly ExpectedFailure[], revision: Revision): Map<string, ExpectedFailure> {
  return new Map(
    list.filter((entry) => entry.revision === revision).map((entry) => [entry.scenario, entry]),
  );
}

for (const revision of REVISIONS) {
  Deno.test(`Runbyte as it is passes what suits three tools of ${revision}`, async (t) => {
    const scenarios = await scoredScenarios(revision, "server");
    const run = await runAll("plain", revision);
    const expected = failuresOf(PLAIN, revision);
    for (const scenario of scenarios.filter((name) => SUITS_PLAIN.has(name))) {
      await judge(t, run, scenario, expected.get(scenario));
      expected.delete(scenario);
    }
    assert.deepEqual([...expected.keys()], [], "these scenarios are not scored, or do not suit");
    for (const scenario of scenarios.filter((name) => !SUITS_PLAIN.has(name))) {
      const problems = problemsOf(run.results.get(scenario), undefined);
      assert.notDeepEqual(problems, [], `${scenario} suits Runbyte as it is: put it into the list`);
    }
  });

  Deno.test(`Runbyte in front of the suite's own server passes every scenario of ${revision}`, async (t) => {
    const scenarios = await scoredScenarios(revision, "server");
    assert.notEqual(scenarios.length, 0);
    const run = await runAll("passing", revision);
    const expected = failuresOf(PASSING, revision);
    const fails = expected.size > 0;
    for (const scenario of scenarios) {
      await judge(t, run, scenario, expected.get(scenario));
      expected.delete(scenario);
    }
    assert.deepEqual([...expected.keys()], [], "these scenarios are not scored: take them out of the list");
    // The suite's own word on what is scored.
    assert.equal(run.code, fails ? 1 : 0, run.output);
  });
}

Deno.test("The suite fails a server that says nothing of use", async () => {
  await using server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => {
    return Response.json({ jsonrpc: "2.0", id: 1, result: {} });
  });
  const url = `http://localhost:${server.addr.port}/mcp`;
  const { results, code } = await runSuite({
    leg: "server",
    args: ["--url", url, "--scenario", "tools-list", "--spec-version", "2026-07-28"],
  });
  assert.notDeepEqual(problemsOf(results.get("tools-list"), undefined), []);
  assert.equal(code, 1);
});
