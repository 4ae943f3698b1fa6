/**
 * What a user of the original, and its agent, rely on: the binary is swapped and nothing else. And what docs/migration.md
 * says is different, where no other test shows it.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { HomeFolder } from "../support/home_folder.ts";
import { runbyteCommand, startRunbyte } from "../support/runbyte.ts";
import { freePort, startListening } from "../support/runbyte_http.ts";

/** A config with every key that the original has. */
const CONFIG = {
  server: { port: 3000, timeout: 30, wasmPath: "./sandbox.wasm" },
  mcpServers: {
    basic: { type: "stdio", ...fixture("basic_server"), env: { GREETING: "$HOME and ${HOME}" } },
    typed: fixture("typed_tools"),
  },
};

Deno.test("The original: flags in both spellings, with one dash or two", async () => {
  await using home = await HomeFolder.make({ "conf/a.json": JSON.stringify(CONFIG) });
  const path = home.at("conf/a.json");
  for (const config of [["-config", path], ["--config", path], [`-config=${path}`], [`--config=${path}`]]) {
    const { code, out } = await home.run(["list", ...config]);
    assert.equal(code, 0, config.join(" "));
    assert.match(out, /^basic +stdio/m);
  }
  const named = await home.run(["list"], { RUNBYTE_CONFIG: path });
  assert.match(named.out, /^basic +stdio/m);
  const wrong = await home.run(["-transport=tcp"]);
  assert.deepEqual([wrong.code, wrong.err], [
    2,
    "runbyte: Invalid transport mode: tcp (must be 'stdio' or 'http')\n",
  ]);
  const help = await home.run(["-help"]);
  assert.equal(help.code, 0);
  for (const flag of ["-config PATH", "-port NUMBER", "-transport HOW"]) {
    assert(help.out.includes(flag), flag);
  }
});

Deno.test("The original: configs at its four places, the first one that there is", async () => {
  await using home = await HomeFolder.make();
  const config = (name: string) => JSON.stringify({ mcpServers: { [name]: { command: "x" } } });
  for (
    const [path, name] of [
      [".runbyte/config.json", "third"],
      [".config/runbyte/config.json", "second"],
      ["shop/runbyte.json", "first"],
    ] as const
  ) {
    await home.write(path, config(name));
    assert.match((await home.run(["list"])).out, new RegExp(`^${name} `));
  }
});

Deno.test("The original: a port of flag, environment and file, in this order, and HTTP on every path", async () => {
  await using runbyte = await startListening({
    config: { ...CONFIG, server: { ...CONFIG.server, port: 1 } },
    env: { RUNBYTE_PORT: "2" },
  });
  const { port } = new URL(runbyte.url);
  assert(!["1", "2"].includes(port));
  for (const path of ["/", "/mcp", "/any/thing"]) {
    await using agent = await runbyte.connect("legacy", { path });
    assert.deepEqual((await agent.client.listTools()).tools.map(({ name }) => name).sort(), [
      "execute_code",
      "list_directory",
      "read_file",
    ]);
  }
  for (const method of ["GET", "HEAD"]) {
    const response = await fetch(runbyte.url, { method, headers: { accept: "text/event-stream" } });
    await response.body?.cancel();
    assert([400, 405].includes(response.status), `${method} ${response.status}`);
  }
});

Deno.test("The original: what an agent does with listings, files, programs and values", async () => {
  await using runbyte = await startRunbyte({ config: CONFIG });
  const list = async (path: string, withDescriptions = false) =>
    (await runbyte.call("list_directory", { path, withDescriptions })).text;
  for (const path of ["", "/"]) assert.match(await list(path), /^\/\n└── servers\/ \(MCP servers\)\n/);
  const servers = "/servers/\n├── basic/ (9 functions)\n├── typed/ (6 functions)\n└── index.ts\n";
  for (const path of ["/servers", "servers", "/servers/", "servers/"]) {
    assert.equal(await list(path), servers);
  }
  assert.match(
    await list("/servers/basic"),
    /^\/servers\/basic\/\n├── add\.ts\n.*├── jsonText\.ts\n.*└── index\.ts\n$/s,
  );
  assert.match(await list("servers/basic/", true), /^\/servers\/basic\/\n├── add\.ts - Adds two numbers\.\n/);

  for (const path of ["/servers/basic/add.ts", "servers/basic/add.ts"]) {
    assert.match((await runbyte.call("read_file", { path })).text, /function add\(args: \{/);
  }
  const imports = [
    'import { add } from "./servers/basic";',
    'import { add } from "/servers/basic";',
    'import { add } from "./servers/basic/add";',
    'import * as basic from "/servers/basic"; const { add } = basic;',
    'import { basic } from "./servers"; const { add } = basic;',
  ];
  for (const line of imports) {
    for (const exec of ["export async function exec()", "async function exec()", "function exec()"]) {
      assert.equal(await runbyte.run(`${line}\n${exec} { return add({ a: 1, b: 2 }); }`), "3", line);
    }
  }
  const values = `import { echo, structured, jsonText, fail } from "./servers/basic";
    export async function exec() {
      let message;
      try { await fail({ message: "no luck" }); } catch (error) { message = [error instanceof Error, error.message]; }
      return [await echo({ text: "plain" }), await echo({ text: "[1, 2]" }), await echo({ text: "123" }),
        typeof await structured({ city: "Bern" }), typeof await jsonText(), message];
    }`;
  assert.deepEqual(await runbyte.run(values), [
    ...["plain", [1, 2], "123", "object", "object"],
    [true, "no luck"],
  ]);
  const spaced = await runbyte.call("execute_code", {
    code: "export const exec = () => ({ a: [1, 2], b: 'x' });",
  });
  assert.equal(spaced.text, '{"a":[1,2],"b":"x"}');
});

Deno.test("The original's ways out of its folders are closed", async () => {
  await using runbyte = await startRunbyte({ config: CONFIG });
  for (const path of ["/servers/../../../etc/passwd", "/etc/passwd", "/workspace/../../etc/passwd"]) {
    const { text, isError } = await runbyte.call("read_file", { path });
    assert(isError && !text.includes("root:"), text);
  }
  const imported = await runbyte.call("execute_code", {
    code: 'import config from "/etc/passwd"; export const exec = () => config;',
  });
  assert.match(imported.text, /ImportError: import '\/etc\/passwd' not found/);
  const globals = ["__runbyte_callTool", "__runbyte_workspace", "fetch", "Buffer", "Host", "Config"];
  const visible = await runbyte.run(
    `export const exec = () => ${JSON.stringify(globals)}.filter((name) => globalThis[name] !== undefined);`,
  );
  assert.deepEqual(visible, []);
});

Deno.test("Differences from the original that an agent meets", async () => {
  await using runbyte = await startRunbyte({
    config: {
      mcpServers: { ...CONFIG.mcpServers, "my-typed": fixture("typed_tools"), gone: { command: "no-such" } },
    },
  });
  const { name, version } = runbyte.client.getServerVersion() ?? {};
  assert.deepEqual([name, version?.split(".")[0]], ["runbyte", "2"]);
  const missing = await runbyte.call("execute_code", {});
  assert.deepEqual([missing.isError, missing.text], [true, "execute_code: 'code' is missing: pass a string"]);
  const unknown = await runbyte.call("read_file", { path: "/servers", colour: "red" });
  assert.match(unknown.text, /^read_file: unknown argument 'colour'/);
  assert.match((await runbyte.call("list_directory", {})).text, /├── gone\/ \(failed: command not found/);
  assert.equal(
    await runbyte.run('import { myTyped } from "./servers"; export const exec = () => typeof myTyped;'),
    "object",
  );
  assert.equal(
    await runbyte.run("const five = await Promise.resolve(5); export const exec = () => five;"),
    5,
  );
  const called = `export const exec = () => callTool("basic", "add", { a: 1, b: 2 });`;
  assert.equal(await runbyte.run(called), "3");
  const nothing = await runbyte.call("execute_code", { code: "export const exec = () => {};" });
  assert.equal(nothing.text, "null");
  assert.match(nothing.notes ?? "", /exec\(\) returned nothing/);
});

Deno.test("The original's settings by environment need no file, and exit codes are 2 for a config", async () => {
  await using home = await HomeFolder.make();
  const listed = await home.run(["list"], {
    RUNBYTE_SERVER_TIME_COMMAND: "uvx",
    RUNBYTE_SERVER_TIME_ARGS: "a, b",
  });
  assert.match(listed.out, /^time +stdio +uvx a b$/m);
  const none = await home.run(["list"]);
  assert.equal(none.code, 2);
  assert.match(none.err, /Hint: Specify a config file with -config flag or RUNBYTE_CONFIG env var/);
});

Deno.test("Without -transport, Runbyte serves HTTP where stdin is nobody's, as the original does", async () => {
  await using home = await HomeFolder.make({
    "shop/runbyte.json": JSON.stringify({ mcpServers: CONFIG.mcpServers }),
  });
  const { command, args } = runbyteCommand("-port", "0");
  const child = new Deno.Command(command, {
    args: [...args],
    ...{ cwd: home.project, stdin: "null", stdout: "null", stderr: "piped" },
    env: { NO_COLOR: "1", RUNBYTE_PORT: String(freePort()) },
  }).spawn();
  let log = "";
  let isTold = false;
  for await (const part of child.stderr.pipeThrough(new TextDecoderStream())) {
    log += part;
    if (isTold || !log.includes("hub.connected")) continue;
    child.kill("SIGTERM");
    isTold = true;
  }
  assert.equal((await child.status).code, 0, log);
  assert.match(log, /"event":"server\.listening","url":"http:\/\/127\.0\.0\.1:\d+"/);
});
