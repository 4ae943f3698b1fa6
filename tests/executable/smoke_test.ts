/**
 * The executable as a user has it: from an empty folder, with an empty home and no Deno anywhere.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { CHECKER_ARGUMENT, GUEST_ARGUMENT, PROBE_ARGUMENT } from "../../src/roles.ts";
import { officialServer } from "../support/official_servers.ts";
import { startRunbyte } from "../support/runbyte.ts";

const executable = Deno.env.get("RUNBYTE_BIN") ?? "";
const ignore = executable === "";
if (ignore) console.log("tests/executable: skipped, RUNBYTE_BIN names no executable");

/** An empty folder with a `bin` that holds Node alone. */
async function emptyMachine(): Promise<{ folder: string; env: Record<string, string> } & AsyncDisposable> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  await Deno.mkdir(join(folder, "bin"));
  await Deno.mkdir(join(folder, "home"));
  const { stdout } = await new Deno.Command("node", { args: ["-p", "process.execPath"] }).output();
  await Deno.symlink(new TextDecoder().decode(stdout).trim(), join(folder, "bin", "node"));
  return {
    folder,
    env: { PATH: join(folder, "bin"), HOME: join(folder, "home"), DENO_DIR: join(folder, "deno") },
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

Deno.test({
  name: "The executable runs a program with tool calls from an empty folder",
  ignore,
  fn: async () => {
    await using machine = await emptyMachine();
    await using runbyte = await startRunbyte({
      config: {
        logLevel: "debug",
        mcpServers: {
          everything: officialServer("everything"),
          files: officialServer("filesystem", machine.folder),
        },
      },
      env: machine.env,
      cwd: machine.folder,
    });
    const value = await runbyte.run(`
      import { echo } from "./servers/everything";
      import { listAllowedDirectories } from "./servers/files";
      export async function exec(): Promise<unknown> {
        const [said, allowed] = await Promise.all([echo({ message: "hi" }), listAllowedDirectories()]);
        return { said, allowed: allowed.content.includes(${JSON.stringify(machine.folder)}) };
      }`);
    assert.deepEqual(value, { said: "Echo: hi", allowed: true });
    await runbyte.logged('"event":"checker.ready"');
    const { text } = await runbyte.call("execute_code", {
      code: `import { echo } from "./servers/everything";\nexport const exec = () => echo({ mesage: "hi" });`,
    });
    assert.match(text, /^TypeCheck: .*mesage/);
    const home = [...Deno.readDirSync(join(machine.folder, "home"))].map(({ name }) => name);
    assert.deepEqual(home, [], "the executable wrote into the home directory");
  },
});

for (
  const [role, argument] of [["guest", GUEST_ARGUMENT], ["checker", CHECKER_ARGUMENT]] as const
) {
  Deno.test({
    name: `The executable's ${role} has lost every permission that the executable had (S-02)`,
    ignore,
    fn: () => probeRole(argument),
  });
}

async function probeRole(argument: string): Promise<void> {
  const { stdout } = await new Deno.Command(executable, { args: [argument, PROBE_ARGUMENT] }).output();
  const { before, after } = JSON.parse(new TextDecoder().decode(stdout));
  // What the executable may do, else the attempts would prove nothing.
  for (const name of ["read", "write", "env", "run", "net", "kill", "askAgain", "globals"]) {
    assert.equal(before[name], true, `${name} did not even succeed before the lock-down`);
  }
  assert.deepEqual(Object.keys(after), Object.keys(before));
  assert.deepEqual(Object.entries(after).filter(([, succeeded]) => succeeded), []);
}
