/**
 * Makes an executable of bundles, by `deno compile`.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { BUNDLE } from "./bundle.ts";
import { ownTarget, type Target } from "./target.ts";

/** What the executable may do at run time. docs/SECURITY.md says what each is for; nothing else is granted. */
const PERMISSIONS = [
  ...["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-net", "--no-prompt"],
];

/**
 * Compiles the bundles for a platform. `DENORT_BIN` names the base runtime where `deno compile` cannot download one: see
 * `givenRuntimeFault()`. The Deno that runs this compiles, and says on stderr what it does not like.
 *
 * @throws {Error} that says why there is no executable.
 */
export async function compile(target: Target, output: string, folder: URL = BUNDLE): Promise<void> {
  const included = [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => name !== "main.js" && name !== "deno.json").sort();
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "compile",
      "--quiet",
      "--no-check",
      "--no-lock",
      "--v8-flags=--expose-gc",
      ...PERMISSIONS,
      ...target.name === ownTarget().name ? [] : ["--target", target.triple],
      ...included.flatMap((name) => ["--include", name]),
      "--output",
      output,
      "main.js",
    ],
    cwd: fileURLToPath(folder),
  }).output();
  await Deno.stderr.write(stderr);
  if (success) return;
  throw new Error(
    `deno compile failed for ${target.name}. It needs the base runtime (denort) of Deno ${Deno.version.deno} for ` +
      `${target.triple}, which it downloads from Deno's release host: where that is out of reach, set DENORT_BIN to the ` +
      "path of one that this version of Deno accepts, or build on a machine that reaches it.",
  );
}
