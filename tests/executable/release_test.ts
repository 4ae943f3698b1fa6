/**
 * What a release is made of, as its users have it: the archive unpacked into an empty folder, and the bundle for Claude
 * Desktop, whose server is started as its manifest says.
 *
 * @module
 */

import assert from "node:assert/strict";
import { basename, join } from "node:path";
import { ownTarget } from "../../scripts/build/target.ts";
import { archiveName } from "../../scripts/release/assets.ts";
import { packBundle, unpackBundle } from "../../scripts/release/bundle_tool.ts";
import { stageBundle, takeExecutable, writeArchive } from "../../scripts/release/stage.ts";
import { isJsonObject, type JsonObject } from "../../src/json.ts";
import { VERSION } from "../../src/version.ts";
import { startRunbyte } from "../support/runbyte.ts";

const executable = Deno.env.get("RUNBYTE_BIN") ?? "";
const ignore = executable === "" || ["darwin", "linux"].every((os) => os !== Deno.build.os);
const target = ownTarget();

/** A folder, gone afterwards, with a copy of this as the licences of others. */
async function workFolder(): Promise<{ readonly path: string; readonly licences: string } & AsyncDisposable> {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  const licences = join(path, "THIRD_PARTY_LICENSES");
  await Deno.writeTextFile(licences, "licences of others\n");
  return { path, licences, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

Deno.test({
  name: "The archive has an executable that runs from where it was unpacked, and the licences",
  ignore,
  fn: async () => {
    await using folder = await workFolder();
    const archive = join(folder.path, archiveName(target));
    await writeArchive(archive, { executable, licences: folder.licences, time: 1_700_000_000 });
    const empty = join(folder.path, "empty");
    await Deno.mkdir(empty);
    const { success } = await new Deno.Command("tar", { args: ["-xzf", archive, "-C", empty] }).output();
    assert(success);
    const names = [...Deno.readDirSync(empty)].map(({ name }) => name).sort();
    assert.deepEqual(names, ["LICENSE", "README.md", "THIRD_PARTY_LICENSES", basename(executable)]);
    const { stdout } = await new Deno.Command(join(empty, basename(executable)), {
      args: ["-version"],
      cwd: empty,
      env: { HOME: empty },
      clearEnv: true,
    }).output();
    assert(new TextDecoder().decode(stdout).startsWith(`runbyte ${VERSION}`));
  },
});

Deno.test({
  name: "An executable that was built elsewhere is taken for its own platform and commit alone",
  ignore,
  fn: async () => {
    await using folder = await workFolder();
    const to = join(folder.path, "taken");
    const other = { ...target, name: target.name === "linux-arm64" ? "linux-x64" : "linux-arm64" } as const;
    const commit = { id: "0000000", time: 0 };
    await assert.rejects(takeExecutable(executable, to, other, commit), /is one for /);
    await assert.rejects(
      takeExecutable(executable, to, target, commit),
      /calls itself 'runbyte .*build it again/,
    );
    await assert.rejects(takeExecutable(folder.licences, to, target, commit), /is no executable/);
    await assert.rejects(takeExecutable(join(folder.path, "none"), to, target, commit), /there is no /);
  },
});

Deno.test({
  name: "The bundle is what MCPB's own tool accepts, and its server runs a program for an MCP client",
  ignore,
  fn: async () => {
    await using folder = await workFolder();
    const staged = join(folder.path, "staged");
    const unpacked = join(folder.path, "unpacked");
    await stageBundle(staged, target, { executable, licences: folder.licences });
    try {
      await packBundle(staged, join(folder.path, "runbyte.mcpb"));
    } catch (error) {
      const isOffline = error instanceof Error && /npm (?:error|ERR!) code (?:E[A-Z]+)/.test(error.message);
      if (!isOffline) throw error;
      return console.log("tests/executable: the bundle was not tested, npx could not fetch MCPB's tool");
    }
    await unpackBundle(join(folder.path, "runbyte.mcpb"), unpacked);
    const config = await Deno.readTextFile(join(unpacked, "manifest.json"));
    const { command, args } = serverOf(JSON.parse(config), unpacked);
    // The config is what the client puts there; startRunbyte() gives one by the same flags.
    assert.deepEqual(args, ["-config", "${user_config.config}", "-transport", "stdio"]);
    await using runbyte = await startRunbyte({
      config: { mcpServers: { none: { command: "/nonexistent/server" } } },
      runbyte: { command, args: [] },
      cwd: folder.path,
      env: { HOME: folder.path },
    });
    assert.equal(runbyte.client.getServerVersion()?.version, VERSION);
    const { tools } = await runbyte.client.listTools();
    const declared = JSON.parse(config).tools.map(({ name }: { name: string }) => name);
    assert.deepEqual(tools.map(({ name }) => name).sort(), declared.sort());
    assert.equal(await runbyte.run("export const exec = () => 6 * 7;"), 42);
  },
});

/** How a client starts the server of a manifest from a folder; the user's own settings stay as they are. */
function serverOf(
  manifest: unknown,
  folder: string,
): { readonly command: string; readonly args: readonly string[] } {
  const at = (value: unknown, key: string): JsonObject => {
    assert(isJsonObject(value) && isJsonObject(value[key]), `the manifest has no ${key}`);
    return value[key];
  };
  const { command, args } = at(at(manifest, "server"), "mcp_config");
  assert(typeof command === "string" && Array.isArray(args));
  return { command: command.replaceAll("${__dirname}", folder), args: args.map(String) };
}
