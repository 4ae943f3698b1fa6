/**
 * The suites of the test matrix, in the order in which they run.
 *
 * @module
 */

/** What a suite is run on: Runbyte as the source tree has it, or as an executable. */
export type Leg = "source" | "executable";

/** A suite of tests. */
export interface Suite {
  readonly name: string;
  /** What of it runs on the source; absent where nothing does. */
  readonly source?: readonly string[];
  /** What of it runs on the executable; absent where nothing does. */
  readonly executable?: readonly string[];
  /** What is not run on the executable, and why. */
  readonly fromSource?: string;
  /** For the suite's processes. */
  readonly env?: Readonly<Record<string, string>>;
}

const IN_TESTS = "uses parts of Runbyte in the tests' own process";

/** A folder that starts Runbyte, whichever it is. */
function both(name: string, env: Readonly<Record<string, string>> = {}): Suite {
  const folders = [`tests/${name}`];
  return { name, source: folders, executable: folders, env };
}

/** What takes least comes first. */
export const SUITES: readonly Suite[] = [
  { name: "unit", source: ["--doc", "src", "scripts"], fromSource: IN_TESTS },
  { name: "codegen", source: ["tests/codegen"], fromSource: IN_TESTS },
  { name: "hub", source: ["tests/hub"], fromSource: IN_TESTS },
  { name: "executable", executable: ["tests/executable"] },
  both("docs"),
  both("sandbox"),
  both("checker"),
  both("agent"),
  both("integration"),
  both("conformance"),
  both("foreign"),
  both("fuzz", { FUZZ_INPUTS: "10000" }),
  {
    name: "faults",
    source: ["tests/faults"],
    executable: ["tests/faults/agent_test.ts", "tests/faults/changes_test.ts"],
    fromSource: `all but agent_test and changes_test ${IN_TESTS.replace("uses", "use")}`,
  },
  both("hostile", { RUNBYTE_SECOND_PASS: "1" }),
];

/** What of a suite runs on a leg. */
export function argumentsOf(suite: Suite, leg: Leg): readonly string[] | undefined {
  return leg === "source" ? suite.source : suite.executable;
}
