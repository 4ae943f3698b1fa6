/**
 * The floors beneath the executable: the smallest program, and the smallest one with the SDK, compiled onto the same base
 * runtime.
 *
 * `DENORT_BIN` names the base runtime where `deno compile` cannot download one. A stand-in beside the repository needs
 * the Deno that accepts it, which npx fetches.
 *
 * @module
 */

import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { CommandLine } from "../../tests/support/runbyte.ts";
import { bundlePrograms } from "../build/bundle.ts";
import { timeStart } from "./time_start.ts";

const STAND_IN = new URL("../../../shared/tools/denort", import.meta.url);
/** The newest Deno that accepts the stand-in. */
const STAND_IN_DENO = "deno@2.8.3";

/** A compiled program, or why there is none. */
export type Floor =
  | {
    readonly kind: "compiled";
    readonly path: string;
    /** The size of the base runtime alone. */
    readonly baseBytes: number;
  }
  | { readonly kind: "missing"; readonly reason: string };

/** Compiles the smallest program into a folder and tries it. */
export async function compileFloor(folder: string): Promise<Floor> {
  const program = fileURLToPath(new URL("./floor_program.ts", import.meta.url));
  return await compileProgram(program, ["--no-config"], folder, "floor");
}

/** Compiles the smallest program with the SDK into a folder and tries it. It is bundled, as Runbyte is. */
export async function compileSdkFloor(folder: string): Promise<Floor> {
  const bundled = join(folder, "sdk_bundle");
  await bundlePrograms({ main: "scripts/bench/sdk_program.ts" }, pathToFileURL(`${bundled}/`));
  return await compileProgram("main.js", [], bundled, "../sdk");
}

async function compileProgram(
  program: string,
  flags: readonly string[],
  folder: string,
  name: string,
): Promise<Floor> {
  const path = join(folder, name);
  const { compiler, denort } = await findCompiler();
  const compiled = await new Deno.Command(compiler.command, {
    args: [...compiler.args, "compile", "--quiet", "--no-check", "--no-lock", "--no-prompt", ...flags]
      .concat("--output", path, program),
    cwd: folder,
    env: denort === undefined ? {} : { DENORT_BIN: denort },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output().catch(() => undefined);
  if (compiled?.success !== true) {
    return { kind: "missing", reason: "deno compile has no base runtime: set DENORT_BIN" };
  }
  try {
    await timeStart({ command: path, args: [] });
  } catch {
    return { kind: "missing", reason: "the base runtime in DENORT_BIN is not one of this Deno's version" };
  }
  const { size } = await Deno.stat(denort ?? path);
  return { kind: "compiled", path, baseBytes: size };
}

/** The stand-in with its own Deno where there is one, else the Deno that runs this with what `DENORT_BIN` says. */
export async function findCompiler(): Promise<{ compiler: CommandLine; denort: string | undefined }> {
  const standIn = await standInPath();
  if (standIn !== undefined) {
    return { compiler: { command: "npx", args: ["-y", STAND_IN_DENO] }, denort: standIn };
  }
  return {
    compiler: { command: Deno.execPath(), args: [] },
    denort: Deno.env.get("DENORT_BIN") || undefined,
  };
}

/** The path that the program beside the repository prints, where there is one. */
async function standInPath(): Promise<string | undefined> {
  try {
    const program = new Deno.Command(fileURLToPath(STAND_IN), { stdin: "null", stderr: "null" });
    const { success, stdout } = await program.output();
    return success ? new TextDecoder().decode(stdout).trim() : undefined;
  } catch {
    return undefined;
  }
}
