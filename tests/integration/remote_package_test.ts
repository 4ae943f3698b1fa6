/**
 * Runbyte from a registry: the package as `deno publish` makes it, started by `deno run jsr:…` with a cache of its own.
 *
 * @module
 */

import assert from "node:assert/strict";
import denoConfig from "../../deno.json" with { type: "json" };
import { OWN_FLAGS } from "../../src/start_again.ts";
import { fixture } from "../fixtures/fixtures.ts";
import { writeConfig } from "../support/config_file.ts";
import { type PackageRegistry, startRegistry } from "../support/package_registry.ts";
import { type CommandLine, startRunbyte } from "../support/runbyte.ts";
import { freePort } from "../support/runbyte_http.ts";

// An executable has nothing to do with a registry.
const ignore = (Deno.env.get("RUNBYTE_BIN") ?? "") !== "";

/** How the README says that it is started. */
const PACKAGE = "jsr:@runbyte/cli";

/** The fixtures are not of the package: they run with the cache of the tests. */
const { DENO_DIR, HOME } = Deno.env.toObject();
const server = {
  ...fixture("basic_server"),
  env: { ...(DENO_DIR === undefined ? {} : { DENO_DIR }), ...(HOME === undefined ? {} : { HOME }) },
};
if (DENO_DIR === undefined) Object.assign(server.env, { DENO_DIR: await usualCache() });

async function usualCache(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  return JSON.parse(new TextDecoder().decode(stdout)).denoDir;
}

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Deno in a folder with what the registry has, until it ends. */
async function deno(registry: PackageRegistry, cwd: string, ...args: readonly string[]): Promise<Ended> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd,
    env: registry.env,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { code, stdout, stderr } = await child.output();
  const [out, error] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, stdout: out ?? "", stderr: error ?? "" };
}

const packageCommand = (...flags: readonly string[]): CommandLine => ({
  command: Deno.execPath(),
  args: ["run", ...flags, PACKAGE],
});

/** A folder that lives as long as its test, with these files in it. */
async function folderWith(files: Readonly<Record<string, string>> = {}) {
  const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }));
  for (const [name, text] of Object.entries(files)) await Deno.writeTextFile(`${path}/${name}`, text);
  return { path, [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }) };
}

Deno.test({ name: "Runbyte from a registry", ignore }, async (t) => {
  await using registry = await startRegistry();

  await t.step("deno publish has nothing to complain about", () => {
    const { code, output } = registry.publication;
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /\b(?:warning|error)\b/i);
    assert.match(output, /Checking for slow types/);
  });

  await t.step("the package is the program and its pages, and no tests", () => {
    const { files } = registry.publication;
    const paths = [...files.keys()];
    assert.deepEqual(
      paths.filter((path) => !path.startsWith("/src/")).toSorted(),
      ["/CHANGELOG.md", "/LICENSE", "/README.md", "/deno.json", "/main.ts"],
    );
    assert.deepEqual(paths.filter((path) => /test/.test(path)), []);
    for (const path of Object.values(denoConfig.exports)) assert(files.has(path.slice(1)), path);
    const bytes = [...files.values()].reduce((sum, { length }) => sum + length, 0);
    assert(bytes < 3_000_000, `${bytes} bytes`);
  });

  await t.step("every bare import names its package and version", () => {
    const names = Object.keys(denoConfig.imports).join("|");
    const bare = new RegExp(`(?:from|import|resolve)\\s*\\(?\\s*"(?:${names})(?:/[^"]*)?"`);
    assert.match(`import { a } from "zod";`, bare);
    for (const [path, content] of registry.publication.files) {
      if (path.endsWith(".ts")) assert.doesNotMatch(new TextDecoder().decode(content), bare, path);
    }
  });

  await using empty = await folderWith();
  const first = await deno(registry, empty.path, "run", "-A", PACKAGE, "-version");
  if (/npm/.test(first.stderr) && /error sending request|failed to (?:fetch|download)/i.test(first.stderr)) {
    return console.log("skipped: a package is not in Deno's cache, and npm is out of reach");
  }

  await t.step("-version: the first of the two processes loads next to nothing", () => {
    assert.equal(first.code, 0, first.stderr);
    assert.equal(first.stdout, `runbyte ${denoConfig.version}\n`);
    assert.deepEqual(registry.asked.slice(0, 4).toSorted(), [
      "/src/errors.ts",
      "/src/published.ts",
      "/src/roles.ts",
      "/src/start_again.ts",
    ]);
  });

  await t.step("a misuse is told as always, with its exit code", async () => {
    const { code, stdout, stderr } = await deno(registry, empty.path, "run", "-A", PACKAGE, "lss");
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /^runbyte: .*'ls'/m);
  });

  await using file = await writeConfig({ mcpServers: { good: server } });
  const narrow = ["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-net"];

  await t.step("ls and doctor, with five permissions in place of all", async () => {
    const listed = await deno(
      registry,
      empty.path,
      ...["run", ...narrow, PACKAGE, "ls", "/servers/good", "-config", file.path],
    );
    assert.match(listed.stdout, /\becho\b/, listed.stderr);
    const examined = await deno(
      registry,
      empty.path,
      ...["run", ...narrow, PACKAGE, "doctor", "-config", file.path],
    );
    assert.equal(examined.code, 0, examined.stdout + examined.stderr);
    assert.match(examined.stdout, /✓ sandbox, engine:/);
    assert.match(examined.stdout, /✓ sandbox, process: a guest has no permission/);
  });

  await t.step("without a permission that it needs it says so", async () => {
    const { code, stderr } = await deno(
      registry,
      empty.path,
      ...["run", "--allow-read", "--allow-env", "--no-prompt", PACKAGE, "ls"],
    );
    assert.equal(code, 2);
    assert.match(stderr, /^runbyte: .*--allow-run.*deno run -A/m);
  });

  await t.step("a client over stdio: programs, the type check and the audit file", async () => {
    await using folder = await folderWith();
    const audit = `${folder.path}/calls.jsonl`;
    const runbyte = await startRunbyte({
      config: { audit, mcpServers: { good: server } },
      runbyte: packageCommand("-A"),
      env: registry.env,
    });
    const program = (argument: string) =>
      `import { echo } from "./servers/good"; export const exec = () => echo({ text: ${argument} });`;
    assert.equal(await runbyte.run(program(`"hello"`)), "hello");
    // Warm by now, or soon: an answer that was not checked says so.
    let refusal = await runbyte.call("execute_code", { code: program("5") });
    for (let i = 0; i < 20 && !refusal.text.startsWith("TypeCheck"); i++) {
      refusal = await runbyte.call("execute_code", { code: program("5") });
    }
    assert.match(refusal.text, /^TypeCheck: .*must be a string/, runbyte.stderr());
    assert.equal(await runbyte.close(), 0);
    const [line = ""] = (await Deno.readTextFile(audit)).split("\n");
    assert.equal(JSON.parse(line).tool, "echo");
    assert.doesNotMatch(runbyte.stderr(), /"level":"(?:warn|error)"/);
  });

  await t.step("in the folder of somebody's project nothing of that is used", async () => {
    const projects: readonly Readonly<Record<string, string>>[] = [
      { "package.json": `{ "dependencies": { "zod": "1.0.0" } }` },
      { "deno.json": `{ "imports": { "zod": "./zod.ts" }, "nodeModulesDir": "manual" }` },
    ];
    for (const project of projects) {
      await using folder = await folderWith(project);
      const { code, stdout, stderr } = await deno(registry, folder.path, "run", "-A", PACKAGE, "-version");
      assert.equal(code, 0, stderr);
      assert.equal(stdout, `runbyte ${denoConfig.version}\n`);
      // As the entries that init writes.
      const flags = [...narrow, ...OWN_FLAGS];
      const direct = await deno(registry, folder.path, "run", ...flags, `${PACKAGE}/main`, "-version");
      assert.equal(direct.code, 0, direct.stderr);
    }
  });

  await t.step("--no-config leaves nothing behind in such a folder", async () => {
    await using folder = await folderWith({ "package.json": "{}" });
    const { code, stderr } = await deno(
      registry,
      folder.path,
      ...["run", "-A", "--no-config", PACKAGE, "-version"],
    );
    assert.equal(code, 0, stderr);
    assert.deepEqual([...Deno.readDirSync(folder.path)].map(({ name }) => name), ["package.json"]);
  });

  await t.step({
    name: "over HTTP it does not outlive the process that was started",
    ignore: Deno.build.os === "windows",
    fn: async () => {
      const child = new Deno.Command(Deno.execPath(), {
        args: [
          ...["run", "-A", PACKAGE, "-config", file.path],
          ...["-transport", "http", "-port", String(freePort())],
        ],
        cwd: empty.path,
        env: registry.env,
        stdin: "null",
        stdout: "null",
        stderr: "piped",
      }).spawn();
      const reader = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
      let stderr = "";
      let timer: ReturnType<typeof setTimeout> | undefined;
      // The other process holds the pipe as well: its end is the end of that one.
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        stderr += part.value;
        if (timer !== undefined || !stderr.includes("server.listening")) continue;
        child.kill("SIGKILL");
        timer = setTimeout(() => reader.cancel(), 10_000);
      }
      clearTimeout(timer);
      assert.match(stderr, /server\.ending/);
      await child.status;
    },
  });

  await t.step("from any web server, by the address of main.ts", async () => {
    const host = new URL(registry.plainUrl).host;
    const { code, stdout, stderr } = await deno(
      registry,
      empty.path,
      ...["run", ...narrow, `--allow-import=${host}`, `${registry.plainUrl}main.ts`],
      ...["doctor", "-config", file.path],
    );
    assert.equal(code, 0, stdout + stderr);
  });
});
