/**
 * Runs the test matrix: every suite on the source, and all that start Runbyte as a program or one of its processes on the
 * executable as well, one after the other because many hold answers against the clock.
 *
 * ```text
 * deno task test:full [source | executable] [SUITE ...]
 * ```
 *
 * A line for each suite; of one that fails, what failed. What the suites wrote is in `dist/matrix/`.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { failuresIn, formatTime, readCounts, remarksIn } from "./matrix/counts.ts";
import { provideExecutable } from "./matrix/executable.ts";
import { argumentsOf, type Leg, type Suite, SUITES } from "./matrix/suites.ts";

const ROOT = new URL("../", import.meta.url);
const LOGS = new URL("dist/matrix/", ROOT);
const PERMISSIONS = ["read", "env", "run", "net", "write", "sys"].map((name) => `--allow-${name}`);
/** None takes a third of this on a machine with two cores that does nothing else. */
const MOST_MS = 45 * 60_000;

/** Runs a suite and prints its line; returns whether it passed. */
async function runSuite(suite: Suite, leg: Leg, args: readonly string[], env: Record<string, string>) {
  const begin = performance.now();
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", ...PERMISSIONS, "--no-prompt", ...args],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...suite.env, ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    signal: AbortSignal.timeout(MOST_MS),
  }).output();
  const output = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
  await Deno.writeTextFile(new URL(`${leg}-${suite.name}.log`, LOGS), output);
  const counts = readCounts(output);
  const told = counts === undefined
    ? "did not come to its end"
    : `${counts.passed} passed, ${counts.failed} failed, ${counts.ignored} ignored`;
  tell(success ? "✓" : "✗", leg, suite.name, `${told}, ${formatTime(performance.now() - begin)}`);
  for (const remark of remarksIn(output)) console.log(`  ${remark}`);
  if (!success) console.log(`${failuresIn(output)}\n`);
  return success;
}

async function runLeg(leg: Leg, wanted: (suite: Suite) => boolean): Promise<boolean> {
  // A suite on the source must not find an executable in its environment.
  const env = { RUNBYTE_BIN: leg === "source" ? "" : await provideExecutable() };
  if (leg === "executable") console.log(`  executable: ${env.RUNBYTE_BIN}`);
  let isGreen = true;
  for (const suite of SUITES.filter(wanted)) {
    const args = argumentsOf(suite, leg);
    if (args !== undefined) isGreen = await runSuite(suite, leg, args, env) && isGreen;
    if (leg === "executable" && suite.fromSource !== undefined) {
      tell("–", leg, suite.name, `from source only: ${suite.fromSource}`);
    }
  }
  return isGreen;
}

function tell(mark: string, leg: Leg, name: string, what: string): void {
  console.log(`${mark} ${leg.padEnd(10)}  ${name.padEnd(11)}  ${what}`);
}

async function main(args: readonly string[]): Promise<number> {
  const isLeg = (word: string): word is Leg => word === "source" || word === "executable";
  const [first = ""] = args;
  const legs: readonly Leg[] = isLeg(first) ? [first] : ["source", "executable"];
  const names = isLeg(first) ? args.slice(1) : args;
  const unknown = names.find((name) => !SUITES.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(`no suite '${unknown}': there are ${SUITES.map(({ name }) => name).join(", ")}`);
    return 2;
  }
  await Deno.mkdir(LOGS, { recursive: true });
  let isGreen = true;
  for (const leg of legs) {
    isGreen = await runLeg(leg, ({ name }) => names.length === 0 || names.includes(name)) && isGreen;
  }
  if (!isGreen) console.log(`What the suites wrote: ${fileURLToPath(LOGS)}`);
  return isGreen ? 0 : 1;
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
