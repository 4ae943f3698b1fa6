/**
 * One scenario of the client leg.
 *
 * @module
 */

import { type Revision, runSuite, type SuiteRun } from "../suite.ts";

/** Runbyte in front of the scenario's server, with an agent in front of it. A shell splits this. */
const RUNBYTE = [
  "deno run --quiet --no-prompt --allow-read --allow-env --allow-write --allow-run",
  "tests/conformance/client/drive.ts",
].join(" ");

/**
 * Runs a scenario as a revision's requirements do, with a client that is started in the project's folder. One by one:
 * the suite starts all at once otherwise, those of login included.
 */
export function runScenario(scenario: string, revision: Revision, command = RUNBYTE): Promise<SuiteRun> {
  return runSuite({
    leg: "client",
    args: ["--scenario", scenario, "--spec-version", revision, "--command", command, "--timeout", "60000"],
  });
}
