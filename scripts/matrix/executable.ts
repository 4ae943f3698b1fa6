/**
 * The executable that the matrix runs on.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { givenExecutable } from "../../tests/support/subject_roles.ts";
import { findCompiler } from "../bench/floor.ts";
import { ownTarget } from "../build/target.ts";

const ROOT = new URL("../../", import.meta.url);

/** The one that `RUNBYTE_BIN` names, else one that is built now. @throws {Error} when it cannot be built. */
export async function provideExecutable(): Promise<string> {
  const given = givenExecutable();
  if (given !== undefined) return given;
  const { compiler, denort } = await findCompiler();
  const { success } = await new Deno.Command(compiler.command, {
    args: [...compiler.args, "task", "--quiet", "build"],
    cwd: ROOT,
    env: denort === undefined ? {} : { DENORT_BIN: denort },
    stdin: "null",
  }).output();
  if (!success) throw new Error("'deno task build' failed: RUNBYTE_BIN can name an executable");
  return fileURLToPath(new URL(`dist/${ownTarget().executable}`, ROOT));
}
