/**
 * Builds the executable: `dist/runbyte` for this platform, `dist/runbyte-NAME` for another one (`--target NAME`).
 *
 * Bundled first, because an executable with `node_modules` inside starts three times slower and is 60 MB larger. The
 * bundles lie beside each other in the executable: `main`, and the parts that run in threads or processes of their own.
 *
 * `DENORT_BIN` names the base runtime where `deno compile` cannot download one. The Deno that runs this script compiles.
 * `RUNBYTE_COMMIT` names the commit where there is no `.git`.
 *
 * @module
 */

import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { givenRuntimeFault } from "./build/base_runtime.ts";
import { bundle, ROOT } from "./build/bundle.ts";
import { builtCommit } from "./build/commit.ts";
import { compile } from "./build/compile.ts";
import { ownTarget, parseTarget, type Target } from "./build/target.ts";

/** The path of the executable for a platform. */
function outputFor(target: Target): string {
  const own = target.name === ownTarget().name;
  const name = own ? target.executable : target.executable.replace("runbyte", `runbyte-${target.name}`);
  return fileURLToPath(new URL(`dist/${name}`, ROOT));
}

/** Reads the arguments. @throws {Error} for what they cannot be. */
async function readArguments(args: readonly string[]): Promise<Target> {
  const { values } = parseArgs({ args: [...args], options: { target: { type: "string" } } });
  const target = values.target === undefined ? ownTarget() : parseTarget(values.target);
  const fault = await givenRuntimeFault(target);
  if (fault !== undefined) throw new Error(fault);
  return target;
}

/** Prints why there is no executable. @returns the exit code. */
function complain(error: unknown, code: number): number {
  console.error(`build: ${error instanceof Error ? error.message : error}`);
  return code;
}

async function main(args: readonly string[]): Promise<number> {
  let target: Target;
  try {
    target = await readArguments(args);
  } catch (error) {
    return complain(error, 2);
  }
  try {
    const output = outputFor(target);
    await bundle(await builtCommit(ROOT, Deno.env.toObject()));
    await compile(target, output);
    const { size } = await Deno.stat(output);
    console.log(`${relative(fileURLToPath(ROOT), output)}: ${(size / 1e6).toFixed(1)} MB`);
    return 0;
  } catch (error) {
    return complain(error, 1);
  }
}

if (import.meta.main) Deno.exitCode = await main(Deno.args);
