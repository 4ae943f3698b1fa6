/**
 * What somebody is told of a config that only its owner may read.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The user `nobody`, whom no file of a test's own belongs to. */
const NOBODY = 65_534;

/** Whether the tests may run a program as another user. */
export const CAN_BE_ANOTHER = Deno.build.os !== "windows" && Deno.uid() === 0;

/**
 * Returns what another user is told of the config in a folder: by the executable, else by the code that looks for configs,
 * since npm's packages are out of reach for such a user.
 */
export async function askAsAnother(folder: string): Promise<string> {
  const executable = Deno.env.get("RUNBYTE_BIN") ?? "";
  const probe = fileURLToPath(new URL("./find_config_probe.ts", import.meta.url));
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

/** A folder with a config that is the test's own user's alone, and that everybody may enter, as a mount point. */
export async function makePrivateConfig(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-mount-" });
  await Deno.chmod(folder, 0o777);
  const file = join(folder, "runbyte.json");
  await Deno.writeTextFile(file, '{ "mcpServers": { "a": { "command": "x" } } }', { mode: 0o600 });
  return folder;
}
