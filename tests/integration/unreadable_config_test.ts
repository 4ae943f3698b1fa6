/**
 * A config that its reader may not read, as in a container that runs as another user than the file's owner.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The user `nobody`, whom no file of the test's own belongs to. */
const NOBODY = 65_534;

const executable = Deno.env.get("RUNBYTE_BIN") ?? "";

/** What somebody else is told of a config in a folder: by the executable, else by the code that looks for configs. */
async function ask(folder: string): Promise<string> {
  const probe = fileURLToPath(new URL("../support/find_config_probe.ts", import.meta.url));
  const [command, args] = executable !== ""
    ? [executable, ["list"]]
    : [Deno.execPath(), ["run", "--quiet", "--no-config", "--allow-read", "--allow-env", probe]];
  const { stdout, stderr } = await new Deno.Command(command, {
    ...{ args, cwd: folder, uid: NOBODY, gid: NOBODY, clearEnv: true },
    env: { HOME: folder, DENO_DIR: join(folder, "deno"), NO_COLOR: "1", PATH: "/usr/bin:/bin" },
  }).output();
  const decoder = new TextDecoder();
  return decoder.decode(stdout) + decoder.decode(stderr);
}

Deno.test(
  "A config that another user owns is told as such, with what to do in a container",
  { ignore: Deno.build.os === "windows" || Deno.uid() !== 0 },
  async () => {
    // Where it can be entered by everybody, as a mount point is.
    const folder = await Deno.makeTempDir({ prefix: "runbyte-mount-" });
    try {
      await Deno.chmod(folder, 0o777);
      const file = join(folder, "runbyte.json");
      await Deno.writeTextFile(file, '{ "mcpServers": { "a": { "command": "x" } } }', { mode: 0o600 });
      const refused = await ask(folder);
      assert.match(refused, /cannot read the config file: permission denied: let the user who runs runbyte/);
      assert.match(refused, /docker run --user "\$\(id -u\)"/);
      assert.doesNotMatch(refused, /\n\s+at /, "a stack");
      await Deno.chmod(file, 0o644);
      const read = await ask(folder);
      assert.match(read, executable === "" ? /runbyte\.json\n$/ : /^a +.*x/m);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
