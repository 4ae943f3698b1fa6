/**
 * The config changes while Runbyte serves: what is new is there, what has not changed notices nothing, and a config with
 * faults is refused.
 *
 * @module
 */

import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { fixture } from "../fixtures/fixtures.ts";
import { type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

const basic = fixture("basic_server");
const COUNT = (server: string) =>
  `import { counter } from "./servers/${server}"; export async function exec() { return Number(await counter()); }`;

async function withRunbyte(config: object, use: (runbyte: RunningRunbyte) => Promise<void>): Promise<void> {
  await using runbyte = await startRunbyte({ config: { typeCheck: "off", ...config } });
  await runbyte.call("list_directory", { path: "/servers" });
  await use(runbyte);
}

/** As most editors save: a new file takes the place of the old one. */
async function replaceFile(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.new`, text);
  await Deno.rename(`${path}.new`, path);
}

/** Saves a config and waits until Runbyte has said what became of it. */
async function save(runbyte: RunningRunbyte, config: unknown, event: string): Promise<string> {
  const before = runbyte.stderr().length;
  await replaceFile(runbyte.configPath, typeof config === "string" ? config : JSON.stringify(config));
  await runbyte.loggedAfter(before, event);
  return runbyte.stderr().slice(before);
}

async function serverNames(runbyte: RunningRunbyte): Promise<readonly string[]> {
  const { text } = await runbyte.call("list_directory", { path: "/servers" });
  return [...text.matchAll(/(\w+)\/ \(/g)].map(([, name]) => name ?? "");
}

Deno.test("A changed config adds, changes and removes servers; one that stayed the same keeps its process", () =>
  withRunbyte({ mcpServers: { stays: basic, changes: basic, goes: basic } }, async (runbyte) => {
    for (const server of ["stays", "changes", "goes"]) assert.equal(await runbyte.run(COUNT(server)), 1);
    const changed = { ...basic, env: { ANY: "other" } };
    const log = await save(
      runbyte,
      { typeCheck: "off", mcpServers: { stays: basic, changes: changed, comes: basic } },
      "config.reloaded",
    );
    assert.match(log, /"reason":"file","added":"comes","changed":"changes","removed":"goes"/);
    assert.deepEqual(await serverNames(runbyte), ["changes", "comes", "stays"]);
    assert.equal(await runbyte.run(COUNT("stays")), 2);
    assert.equal(await runbyte.run(COUNT("changes")), 1);
    assert.equal(await runbyte.run(COUNT("comes")), 1);
    const gone = await runbyte.call("execute_code", { code: COUNT("goes") });
    assert.match(gone.text, /^ImportError: import '.\/servers\/goes' not found/);
  }));

Deno.test("A program that runs keeps the catalog it began with", () =>
  withRunbyte({ mcpServers: { one: basic, two: basic } }, async (runbyte) => {
    const program = runbyte.call("execute_code", {
      code: `
        import { counter, echo, sleep } from "./servers/one";
        import * as two from "./servers/two";
        export async function exec() {
          await counter();
          for (;;) {
            const late = await two.echo({ text: "x" }).then(() => undefined, (error) => error.message);
            if (late !== undefined) return [await echo({ text: "still here" }), late];
            await sleep({ ms: 50 });
          }
        }`,
    });
    // It has begun when a call is counted that is none of these.
    for (let own = 1; await runbyte.run(COUNT("one")) === own; own++);
    await save(runbyte, { typeCheck: "off", mcpServers: { one: basic } }, "config.reloaded");
    const { text } = await program;
    const [echoed, late] = JSON.parse(text);
    assert.equal(echoed, "still here");
    assert.match(late, /server 'two' not found/);
  }));

Deno.test("A config with faults is refused with its problems, and the old one serves on", () =>
  withRunbyte({ mcpServers: { basic } }, async (runbyte) => {
    assert.equal(await runbyte.run(COUNT("basic")), 1);
    const cases: readonly (readonly [config: unknown, problem: RegExp])[] = [
      [`{ "mcpServers": { "basic": `, /"event":"config.problem".*"line":1/],
      [{ mcpServers: {} }, /no MCP servers configured/],
      [{ mcpServers: { basic, broken: { comand: "x" } } }, /neither command nor url/],
      [{ mcpServers: { basic: { ...basic, allow: "echo" } } }, /must be an array of strings/],
      [{ mcpServers: { other: { ...basic, env: { KEY: "${file:gone}" } } } }, /does not exist/],
    ];
    for (const [config, problem] of cases) {
      const log = await save(runbyte, config, "config.refused");
      assert.match(log, problem);
      assert.doesNotMatch(log, /config\.reloaded/);
    }
    await Deno.remove(runbyte.configPath);
    const before = runbyte.stderr().length;
    Deno.kill(runbyte.pid, "SIGHUP");
    await runbyte.loggedAfter(before, "config.refused");
    assert.match(runbyte.stderr().slice(before), /config file not found/);
    assert.deepEqual(await serverNames(runbyte), ["basic"]);
    assert.equal(await runbyte.run(COUNT("basic")), 2);
  }));

Deno.test("A fault that was there from the start does not keep the next config from being taken", () => {
  const broken = { url: "ftp://nowhere" };
  return withRunbyte({ mcpServers: { basic, broken } }, async (runbyte) => {
    await save(runbyte, { mcpServers: { basic, broken, more: basic } }, "config.reloaded");
    assert.deepEqual(
      await serverNames(runbyte),
      ["basic", "broken", "more"],
    );
  });
});

Deno.test("SIGHUP reads the config again, and says so when nothing has changed", () =>
  withRunbyte({ mcpServers: { basic } }, async (runbyte) => {
    Deno.kill(runbyte.pid, "SIGHUP");
    await runbyte.logged("config.unchanged");
    assert.equal(await runbyte.run(COUNT("basic")), 1);
  }));

Deno.test("A secret's file that changes starts its server anew, and the new secret is hidden as well (S-56)", async () => {
  await using runbyte = await startRunbyte({ config: { mcpServers: { basic } } });
  const file = join(dirname(runbyte.configPath), "token");
  const [first, second] = ["first-token-4711", "second-token-which-is-longer-0815"];
  await Deno.writeTextFile(file, `${first}\n`);
  const servers = { basic, env: { ...fixture("env_dump"), env: { TOKEN: "${file:token}" } } };
  await runbyte.call("list_directory", { path: "/servers" });
  await save(runbyte, { typeCheck: "off", mcpServers: servers }, "config.reloaded");
  const length = `import { env } from "./servers/env";
    export async function exec() { return (await env()).env.TOKEN.length; }`;
  assert.equal(await runbyte.run(length), first.length);
  const before = runbyte.stderr().length;
  await Deno.writeTextFile(file, `${second}\n`);
  await runbyte.loggedAfter(before, "config.reloaded");
  assert.equal(await runbyte.run(length), second.length);
  // An old secret may still turn up in what a server says.
  for (const secret of [first, second]) {
    const { text } = await runbyte.call("execute_code", {
      code: `import { fail } from "./servers/basic";
        export const exec = () => fail({ message: atob("${btoa(`no entry with ${secret}`)}") });`,
    });
    assert.match(text, /no entry with \[secret\]/);
  }
  assert.doesNotMatch(runbyte.stderr(), /(?:first|second)-token/);
});

Deno.test("The level of the log and the type check change at once; what needs a restart is told", () =>
  withRunbyte({ mcpServers: { basic } }, async (runbyte) => {
    const wrong = `import { echo } from "./servers/basic";
      export async function exec() { return await echo({ text: 5 }).catch(() => "ran"); }`;
    assert.equal((await runbyte.call("execute_code", { code: wrong })).text, '"ran"');
    const log = await save(
      runbyte,
      { logLevel: "debug", typeCheck: "block", limits: { toolCalls: 7 }, mcpServers: { basic } },
      "config.reloaded",
    );
    assert.match(log, /"needsRestart":"limits"/);
    await runbyte.call("read_file", { path: "/servers/basic" }); // wakes the checker
    await runbyte.logged("checker.ready");
    assert.match((await runbyte.call("execute_code", { code: wrong })).text, /^TypeCheck: /);
    await save(runbyte, {
      logLevel: "debug",
      typeCheck: "block",
      limits: { toolCalls: 7 },
      mcpServers: { basic },
      "//": "a",
    }, "config.unchanged");
  }));

Deno.test("A config that is a link is followed to where it leads", async () => {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  try {
    const target = join(folder, "real.json");
    await Deno.writeTextFile(target, JSON.stringify({ mcpServers: { basic } }));
    await using runbyte = await startRunbyte({ config: { mcpServers: { other: basic } } });
    await runbyte.call("list_directory", { path: "/servers" });
    const before = runbyte.stderr().length;
    await Deno.remove(runbyte.configPath);
    await Deno.symlink(target, runbyte.configPath);
    await runbyte.loggedAfter(before, "config.reloaded");
    assert.deepEqual(await serverNames(runbyte), ["basic"]);
    const between = runbyte.stderr().length;
    await Deno.writeTextFile(target, JSON.stringify({ mcpServers: { basic, more: basic } }));
    await runbyte.loggedAfter(between, "config.reloaded");
    assert.deepEqual(await serverNames(runbyte), ["basic", "more"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
