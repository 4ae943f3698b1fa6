/**
 * `runbyte add`, `remove`, `enable`, `disable` and `list` on real files.
 *
 * @module
 */

import assert from "node:assert/strict";
import { HomeFolder } from "../support/home_folder.ts";

const CONFIG = ".config/runbyte/config.json";

const TEXT = `{
  // What the team uses
  "mcpServers": {
    "files": { "command": "npx", "args": ["-y", "x"] }, // read only
    "git": { "command": "uvx", "disabled": true }, /* later */
  },
  "limits": { "connectMs": 5000 } // slow network
}
`;

const ON_UNIX = { ignore: Deno.build.os === "windows" };

Deno.test("runbyte add makes a first config, for the user alone", ON_UNIX, async () => {
  await using home = await HomeFolder.make();
  const local = await home.run([
    "add",
    "files",
    "-env",
    "A=b=c",
    "-cwd",
    "/",
    "--",
    "npx",
    "-y",
    "server",
    "--flag=1",
  ]);
  assert.deepEqual([local.code, local.err], [0, ""]);
  assert.equal(local.out.split("\n")[0], `Added 'files' to ${home.at(CONFIG)}`);
  const remote = await home.run(
    [
      "add",
      "web",
      "https://example.com/mcp",
      "-header",
      "Authorization: Bearer ${TOKEN}",
      "-header",
      "X-A:b",
      "-type",
      "sse",
    ],
    { TOKEN: "t" },
  );
  assert.deepEqual([remote.code, remote.err], [0, ""]);
  assert.deepEqual(JSON.parse(await home.read(CONFIG)), {
    mcpServers: {
      files: { command: "npx", args: ["-y", "server", "--flag=1"], cwd: "/", env: { A: "b=c" } },
      web: {
        type: "sse",
        url: "https://example.com/mcp",
        headers: { Authorization: "Bearer ${TOKEN}", "X-A": "b" },
      },
    },
  });
  assert.equal(((await Deno.stat(home.at(CONFIG))).mode ?? 0) & 0o777, 0o600);
});

Deno.test("runbyte add, remove, enable and disable keep every comment", async () => {
  await using home = await HomeFolder.make({ "shop/runbyte.json": TEXT });
  const run = async (...args: readonly string[]) => {
    const { code, err } = await home.run(args);
    assert.deepEqual([code, err], [0, ""], args.join(" "));
    return await home.read("shop/runbyte.json");
  };
  assert.equal(await run("enable", "git"), TEXT.replace(`, "disabled": true`, ""));
  assert.equal(await run("disable", "files", "git"), TEXT.replace(`"x"] }`, `"x"], "disabled": true }`));
  assert.equal(await run("enable", "files"), TEXT);
  const added = await run("add", "web", "https://example.com/mcp");
  assert.equal(
    added,
    TEXT.replace(
      `/* later */\n`,
      `/* later */\n    "web": {\n      "url": "https://example.com/mcp"\n    },\n`,
    ),
  );
  assert.equal(await run("remove", "web"), TEXT);
  assert.equal(await run("remove", "git", "files"), TEXT.replace(/ {4}"files[^]*later \*\/\n/, ""));
  assert.deepEqual(home.names("shop"), ["runbyte.json"]);
});

Deno.test("runbyte add and its like follow links and keep a file's permissions", ON_UNIX, async () => {
  await using home = await HomeFolder.make({ "dotfiles/runbyte.json": TEXT });
  await Deno.chmod(home.at("dotfiles/runbyte.json"), 0o640);
  await Deno.symlink(home.at("dotfiles/runbyte.json"), home.at("shop/runbyte.json"));
  const { code } = await home.run(["remove", "git"]);
  assert.equal(code, 0);
  assert.equal((await Deno.lstat(home.at("shop/runbyte.json"))).isSymlink, true);
  assert(!(await home.read("dotfiles/runbyte.json")).includes("git"));
  assert.equal(((await Deno.stat(home.at("dotfiles/runbyte.json"))).mode ?? 0) & 0o777, 0o640);
});

Deno.test("runbyte add and its like say what is wrong, and change nothing", async () => {
  await using home = await HomeFolder.make({
    "shop/runbyte.json": TEXT,
    "broken.json": `{ "mcpServers": { "a": s3cr3t`,
    "list.json": `{ "mcpServers": [{ "name": "x" }] }`,
    "nothing.json": "{}",
    "empty.json": "",
  });
  const cases: [string[], RegExp][] = [
    [["add", "files", "--", "npx"], /there is a server 'files' already: 'runbyte remove files'/],
    [["add", "new"], /add needs a URL or a command: runbyte add new URL, or runbyte add new -- COMMAND/],
    [["add", "new", "npx"], /'npx' is no URL: a command stands behind '--': runbyte add new -- npx/],
    [["add", "new", "npx", "-y"], /unknown flag '-y': a command and its flags stand behind '--'/],
    [["add", "a/b", "--", "npx"], /a server's name must not/],
    [["add", "new", "https://x.example", "--", "npx"], /a URL or a command, not both/],
    [["add", "new", "https://x.example", "-header", "nothing"], /-header needs a name and a value/],
    [["add", "new", "https://x.example", "-env", "A=b"], /-env and -cwd are for a command/],
    [["add", "new", "https:///x"], /'new' could not be used: url is not a valid address/],
    [
      ["add", "my new", "-config", home.at("none.json")],
      /runbyte add 'my new' URL, or runbyte add 'my new' --/,
    ],
    [
      ["add", "new", "example.com/mcp"],
      /is no URL without http.*: runbyte add new https:\/\/example\.com\/mcp/,
    ],
    [["add", "new", "localhost:3000/mcp"], /runbyte add new http:\/\/localhost:3000\/mcp/],
    [["add", "new", "ws://example.com"], /Runbyte has no 'ws:\/\/'/],
    [["add", "new", "server.py"], /a command stands behind '--': runbyte add new -- server\.py/],
    [
      ["add", "a", "-config", home.at("list.json"), "--", "x"],
      /its "mcpServers" is no object: mend it by hand/,
    ],
    [
      ["list", "-config", home.at("nothing.json")],
      /nothing\.json has no servers: 'runbyte add NAME -- COMMAND/,
    ],
    [["list", "-config", home.at("empty.json")], /empty\.json has no servers: 'runbyte add NAME -- COMMAND/],
    [["add", "new", "https://x.example", "-header", "A B: c"], /-header needs a name and a value/],
    [["remove", "gti"], /has no server 'gti': did you mean 'git'\?/],
    [["enable", "zzz"], /has no server 'zzz': there are files, git/],
    [["remove"], /remove needs the name of a server/],
    [["remove", "a", "-config", home.at("broken.json")], /broken\.json:1:\d+: error:/],
    [
      ["remove", "a", "-config", home.at("none.json")],
      /there is no config at .*none\.json: 'runbyte init' makes one/,
    ],
    [["add", "a", "-config", home.at("shop"), "--", "x"], /it is a directory/],
  ];
  for (const [args, message] of cases) {
    const { code, out, err } = await home.run(args);
    assert.equal(code, 2, args.join(" "));
    assert.match(err, message);
    assert.equal(out, "");
    assert(!err.includes("s3cr3t") && !err.includes("    at "), err);
  }
  assert.equal(await home.read("shop/runbyte.json"), TEXT);
});

Deno.test(
  "runbyte add says that it may not write",
  { ignore: Deno.build.os === "windows" || Deno.uid() === 0 },
  async () => {
    await using home = await HomeFolder.make({ "shop/runbyte.json": TEXT });
    await Deno.chmod(home.at("shop/runbyte.json"), 0o400);
    await Deno.chmod(home.project, 0o500);
    const { code, err } = await home.run(["remove", "git"]);
    await Deno.chmod(home.project, 0o700);
    assert.equal(code, 1);
    assert.match(err, /cannot write .*runbyte\.json: permission denied/);
  },
);

Deno.test("runbyte list shows every server, and no secret", async () => {
  await using home = await HomeFolder.make({
    "shop/runbyte.json": JSON.stringify({
      mcpServers: {
        db: { command: "npx", args: ["db", "postgresql://me:s3cr3t-pw@host/x"], env: { PW: "s3cr3t-env" } },
        web: {
          url: "https://example.com/mcp?key=s3cr3t-query",
          headers: { Authorization: "Bearer s3cr3t-token" },
        },
        off: { command: "uvx", disabled: true },
        bad: { args: ["x"], comand: "x" },
      },
    }),
  });
  const { code, out, err } = await home.run(["list"]);
  assert.equal(code, 0);
  assert.match(err, /warning: mcpServers\.bad\.comand: unknown key: did you mean "command"\?/);
  assert.doesNotMatch(err, / error: /, "the list says it");
  assert.deepEqual(out.split("\n").slice(0, 4).map((line) => line.split(/ {2,}/).slice(0, 2)), [
    ["bad", "unusable"],
    ["db", "stdio"],
    ["off", "off"],
    ["web", "http"],
  ]);
  const json = await home.run(["list", "-json"]);
  const { servers } = JSON.parse(json.out);
  assert.deepEqual(servers.map(({ name, state }: Record<string, unknown>) => [name, state]), [
    ["bad", "unusable"],
    ["db", "on"],
    ["off", "off"],
    ["web", "on"],
  ]);
  assert(!(out + json.out).includes("s3cr3t"), out + json.out);
  await home.write(
    "shop/runbyte.json",
    `{ "mcpServers": { "bad": { "url": "x" }, "off": { "command": "x", "disabled": true } } }`,
  );
  const none = await home.run(["list"]);
  assert.match(none.out, /^bad +unusable +url must be an http.*\noff +off +x$/m);
});

Deno.test("runbyte add says what to know of an entry, in words for a shell", async () => {
  await using home = await HomeFolder.make();
  const relative = await home.run(["add", "my server", "--", "node", "./server.js"]);
  assert.match(relative.out, /Check it with (?:"runbyte doctor 'my server'"|'runbyte doctor "my server"')\./);
  assert.match(relative.out, /'\.\/server\.js' is looked for where Runbyte is started/);
  const inFolder = await home.run(["add", "b", "-cwd", "/x", "--", "node", "./server.js"]);
  assert(!inFolder.out.includes("looked for"), inFolder.out);
  const secret = await home.run([
    "add",
    "c",
    "-env",
    "API_TOKEN=s3cr3t-token-1",
    "-env",
    "LEVEL=debug",
    "--",
    "node",
  ]);
  assert.match(secret.out, /A secret stands in the file now/);
  const plain = await home.run([
    "add",
    "d",
    "-env",
    "LEVEL=debug",
    "-env",
    "API_TOKEN=${TOKEN}",
    "--",
    "node",
  ]);
  assert(!plain.out.includes("secret"), plain.out);
});

Deno.test("runbyte list keeps its columns, and cuts nothing in a pipe", async () => {
  const long = "a name of a server that goes on and on and on and on";
  const args = ["x".repeat(150)];
  await using home = await HomeFolder.make({
    "shop/runbyte.json": JSON.stringify({
      mcpServers: {
        [long]: { command: "x" },
        "日本語サーバー": { command: "x", args },
        "🚀": { command: "x" },
      },
    }),
  });
  const { out } = await home.run(["list"]);
  assert.deepEqual(out.split("\n").slice(0, 3), [
    `${long}  stdio     x`,
    `日本語サーバー${" ".repeat(long.length - 14)}  stdio     x ${args}`,
    `🚀${" ".repeat(long.length - 2)}  stdio     x`,
  ]);
  assert.match(out, /^3 servers, from /m);
});
