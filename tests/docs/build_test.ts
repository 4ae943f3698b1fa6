/**
 * `deno task build`: what it says of a platform that it cannot build for.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { ownTarget, TARGETS } from "../../scripts/build/target.ts";

/** Runs the build with arguments, without a way to a base runtime. */
async function build(args: readonly string[], env: Readonly<Record<string, string>>) {
  const script = fileURLToPath(new URL("../../scripts/build.ts", import.meta.url));
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--allow-read",
      "--allow-env",
      "--allow-run",
      "--allow-write",
      script,
      ...args,
    ],
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
  }).output();
  return { code, stderr: new TextDecoder().decode(stderr) };
}

Deno.test("deno task build refuses an unknown platform, and names those that there are", async () => {
  const { code, stderr } = await build(["--target", "beos"], {});
  assert.equal(code, 2);
  assert.match(stderr, /^build: unknown target 'beos': choose one of\n/);
  for (const { name, triple } of TARGETS) assert(stderr.includes(name) && stderr.includes(triple), stderr);
  const flag = await build(["--traget", "linux-x64"], {});
  assert.equal(flag.code, 2);
  assert.match(flag.stderr, /^build: .*'--traget'/);
});

Deno.test("deno task build refuses a base runtime of another platform, before anything is built", async () => {
  const other = TARGETS.find(({ name }) => name !== ownTarget().name)?.name ?? "";
  const { code, stderr } = await build(["--target", other], { DENORT_BIN: Deno.execPath() });
  assert.equal(code, 2);
  assert.match(
    stderr,
    new RegExp(`one for ${ownTarget().name}, and the target is ${other}: .*unset DENORT_BIN`),
  );
});
