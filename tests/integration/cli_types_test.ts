/**
 * `runbyte types`: the folder that it writes, judged by the real TypeScript compiler.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { TypesWriter } from "../../src/cli/types_writer.ts";
import { fixture, type FixtureCommand } from "../fixtures/fixtures.ts";
import { type ConfigFile, writeConfig } from "../support/config_file.ts";
import { runbyteCommand } from "../support/runbyte.ts";

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const decoder = new TextDecoder();

async function run(command: string, args: readonly string[], cwd: string): Promise<Ended> {
  const { code, stdout, stderr } = await new Deno.Command(command, { args: [...args], cwd, stdin: "null" })
    .output();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}

function writeTypes({ path, folder }: ConfigFile, into = "programs"): Promise<Ended> {
  const { command, args } = runbyteCommand("types", into, "-config", path);
  return run(command, args, folder);
}

const TSC = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** What the compiler has to say of the programs in a folder: a line for each mistake. */
async function compile(folder: string): Promise<readonly string[]> {
  const deno = [
    "run",
    "--quiet",
    "--allow-read",
    "--allow-env",
    "--allow-sys",
    "--no-prompt",
    "--cached-only",
  ];
  const { stdout, stderr } = await run(
    Deno.execPath(),
    [...deno, TSC, "-p", ".", "--pretty", "false"],
    folder,
  );
  assert.equal(stderr, "");
  return stdout.split("\n").filter((line) => line !== "");
}

const TYPED: Readonly<Record<string, FixtureCommand>> = {
  "basic": fixture("basic_server"),
  "issue-tracker": fixture("typed_tools"),
};

const HONEST = `import { add, type AddArgs } from "./servers/basic";
import { createIssue } from "./servers/issue-tracker/createIssue.ts";
import { create_issue } from "servers/issueTracker";
import servers, { basic, issueTracker } from "./servers";
import { content, image, type Output } from "@runbyte/output";

const args: AddArgs = { a: 1, b: 2 };
export async function exec(): Promise<Output[]> {
  console.log(performance.now(), crypto.randomUUID(), new URL("https://example.org").host);
  await Promise.all([add(args), basic.add(args), servers.basic.add(args)]);
  await createIssue({ title: "x", state: "open" });
  await create_issue({ title: "y" });
  await issueTracker.createIssue({ title: "z" });
  const groups = Object.groupBy([1, 2], (n) => n % 2 === 0 ? "even" : "odd");
  const found = [3, 1].toSorted().find((n) => n > 1);
  try {
    await callTool("basic", "add", { a: found });
  } catch (error) {
    console.error(error.message, groups.even?.length);
  }
  return [image("iVBORw0KGgo="), content([])];
}
`;

Deno.test("runbyte types: an honest program passes the compiler, a wrong one does not", async () => {
  await using file = await writeConfig({ mcpServers: TYPED });
  const { code, stdout, stderr } = await writeTypes(file);
  assert.equal(code, 0, stderr);
  assert.match(
    stdout,
    /^servers\/basic\/ {10}9 tools\nservers\/issue-tracker\/ {2}6 tools\nWrote \d+ files into programs\./,
  );
  const folder = `${file.folder}/programs`;
  await Deno.writeTextFile(`${folder}/honest.ts`, HONEST);
  assert.deepEqual(await compile(folder), []);
  const wrong = [
    [
      'import { add } from "./servers/basic"; export const exec = () => add({ a: "x", b: 1 });',
      /not assignable/,
    ],
    ['import { add } from "./servers/basic"; export const exec = () => add({ a: 1 });', /not assignable/],
    ['import { ad } from "./servers/basic"; export const exec = () => ad;', /no exported member.*'ad'/],
    ['import { add } from "./servers/nobody"; export const exec = () => add;', /Cannot find module/],
    ['export const exec = () => fetch("https://example.org");', /Cannot find name 'fetch'/],
    ["export const exec = () => process.env;", /Cannot find name 'process'/],
    ["export const exec = () => new Intl.NumberFormat();", /Intl/],
    [
      'import { createIssue } from "./servers/issue-tracker"; export const exec = () => createIssue({ title: "", state: "?" });',
      /not assignable/,
    ],
  ] as const;
  for (const [n, [text]] of wrong.entries()) await Deno.writeTextFile(`${folder}/wrong_${n}.ts`, text);
  const mistakes = await compile(folder);
  for (const [n, [text, expected]] of wrong.entries()) {
    const own = mistakes.filter((line) => line.startsWith(`wrong_${n}.ts(`));
    assert.match(own.join("\n"), expected, text);
  }
  assert(mistakes.every((line) => /^(?:wrong_|\s)/.test(line)), mistakes.join("\n"));
});

Deno.test("runbyte types again removes what is no more, and keeps what others wrote", async () => {
  await using file = await writeConfig({ mcpServers: TYPED });
  const folder = `${file.folder}/programs`;
  await Deno.mkdir(folder);
  await Deno.writeTextFile(`${folder}/tsconfig.json`, "{}");
  const first = await writeTypes(file);
  assert.match(first.stdout, /The tsconfig\.json there is not Runbyte's: add "extends"/);
  await Deno.writeTextFile(`${folder}/servers/basic/notes.md`, "mine");
  await Deno.writeTextFile(
    file.path,
    JSON.stringify({ mcpServers: { "issue-tracker": TYPED["issue-tracker"] } }),
  );
  assert.equal((await writeTypes(file)).code, 0);
  const names = async (path: string) =>
    (await Array.fromAsync(Deno.readDir(path), ({ name }) => name)).sort();
  assert.deepEqual(await names(`${folder}/servers/basic`), ["notes.md"]);
  assert.deepEqual(await names(`${folder}/servers`), [
    ...["@runbyte", "basic", "index.ts", "issue-tracker", "issueTracker"],
  ]);
  assert.equal(await Deno.readTextFile(`${folder}/tsconfig.json`), "{}");
});

Deno.test("runbyte types keeps the files of a server that is down, says so and ends with 1", async () => {
  await using file = await writeConfig({ mcpServers: TYPED });
  assert.equal((await writeTypes(file)).code, 0);
  await Deno.writeTextFile(
    file.path,
    JSON.stringify({ mcpServers: { ...TYPED, basic: fixture("dies_at_start") } }),
  );
  const { code, stderr } = await writeTypes(file);
  assert.equal(code, 1);
  assert.match(stderr, /^runbyte: server 'basic' is left out: exited with code 1/);
  await Deno.stat(`${file.folder}/programs/servers/basic/add.ts`);
});

Deno.test("runbyte types does not touch a folder 'servers' that it has not written", async () => {
  await using file = await writeConfig({ mcpServers: TYPED });
  await Deno.mkdir(`${file.folder}/servers`);
  await Deno.writeTextFile(`${file.folder}/servers/index.ts`, "mine");
  const { code, stderr } = await writeTypes(file, ".");
  assert.equal(code, 1);
  assert.match(
    stderr,
    /servers is there already and was not written by 'runbyte types': choose another folder/,
  );
  assert.equal(await Deno.readTextFile(`${file.folder}/servers/index.ts`), "mine");
  assert.deepEqual((await Array.fromAsync(Deno.readDir(`${file.folder}/servers`))).length, 1);
});

Deno.test("runbyte types says in plain words why it cannot write, before it starts a server", async () => {
  await using file = await writeConfig({
    mcpServers: { mute: { command: "sh", args: ["-c", "touch started; exec sleep 60"] } },
  });
  for (const folder of ["config.json", "config.json/below"]) {
    const { code, stdout, stderr } = await writeTypes(file, folder);
    assert.deepEqual([code, stdout], [1, ""]);
    assert.match(stderr, /^runbyte: \S+config\.json is a file: name a folder\n$/);
  }
  await assert.rejects(Deno.stat(`${file.folder}/started`), Deno.errors.NotFound);
});

Deno.test(
  "runbyte types that is interrupted while it writes leaves nothing behind",
  { ignore: Deno.build.os === "windows" },
  async () => {
    await using file = await writeConfig("");
    const tools = Array.from(
      { length: 1_500 },
      (_, n) => ({ name: `tool_${n}`, inputSchema: { type: "object" } }),
    );
    await Deno.writeTextFile(`${file.folder}/tools.json`, JSON.stringify({ version: "1", tools }));
    const server = fixture("defined_tools", `${file.folder}/tools.json`, `${file.folder}/ledger`);
    await Deno.writeTextFile(file.path, JSON.stringify({ mcpServers: { many: server } }));
    await Deno.mkdir(`${file.folder}/programs`);
    using watcher = Deno.watchFs(`${file.folder}/programs`);
    const { command, args } = runbyteCommand("types", "programs", "-config", file.path);
    const child = new Deno.Command(command, {
      args: [...args],
      ...{ cwd: file.folder, stdin: "null", stdout: "piped", stderr: "piped" },
    }).spawn();
    for await (const { kind } of watcher) if (kind === "create") break;
    child.kill("SIGINT");
    const { code, stdout, stderr } = await child.output();
    assert.equal(code, 130);
    assert.equal(decoder.decode(stdout) + decoder.decode(stderr), "");
    assert.deepEqual(await Array.fromAsync(Deno.readDir(`${file.folder}/programs`)), []);
  },
);

Deno.test("S-46: the thread of runbyte types may write its folder and no other", async () => {
  const [own, other] = await Promise.all(
    [0, 1].map(async () => await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-test-" }))),
  ) as [string, string]; // of two, two
  const modules = new Map([["index.ts", "export {};\n"]]);
  try {
    await using writer = new TypesWriter(own);
    assert.equal((await writer.write({ folder: own, modules, kept: [] })).kind, "written");
    const refused = await writer.write({ folder: other, modules, kept: [] });
    assert(refused.kind === "failed", refused.kind);
    assert.match(refused.reason, /access to/);
    assert.deepEqual(await Array.fromAsync(Deno.readDir(other)), []);
  } finally {
    await Promise.all([own, other].map((folder) => Deno.remove(folder, { recursive: true })));
  }
});
