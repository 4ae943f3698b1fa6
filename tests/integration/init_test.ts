/**
 * `runbyte init` on the config files of every client, in a home directory of its own.
 *
 * @module
 */

import assert from "node:assert/strict";
import { parse } from "smol-toml";
import { load } from "js-yaml";
import { CLIENT_IDS } from "../../src/cli/command_spec.ts";
import { loadConfig } from "../../src/config/load.ts";
import { CLIENTS } from "../../src/setup/client.ts";
import { CLIENT_FILES } from "../../src/setup/testing.ts";
import { valueAt } from "../../src/setup/jsonc_edit.ts";
import { hasTerminal } from "../support/commands.ts";
import { HomeFolder } from "../support/home_folder.ts";
import { runbyteCommand } from "../support/runbyte.ts";

const CONFIG = ".config/runbyte/config.json";

/** Where the clients keep their files here: the tests run on Linux. */
const PATHS: Readonly<Record<keyof typeof CLIENT_FILES, string>> = {
  "claude-desktop": ".config/Claude/claude_desktop_config.json",
  "claude-code": ".claude.json",
  "vscode": "shop/.vscode/mcp.json",
  "cursor": ".cursor/mcp.json",
  "windsurf": ".codeium/windsurf/mcp_config.json",
  "goose": ".config/goose/config.yaml",
  "zed": ".config/zed/settings.json",
  "codex": ".codex/config.toml",
  "gemini": ".gemini/settings.json",
};

const FILES = Object.fromEntries(
  Object.entries(PATHS).map(([id, path]) => [path, CLIENT_FILES[id as keyof typeof CLIENT_FILES]]), // its own keys
);

/** Where Deno keeps its modules when the environment does not say. */
const DENO_CACHE = `${Deno.env.get("HOME")}/.cache/deno`;

const LINUX = { ignore: Deno.build.os !== "linux" };

Deno.test("runbyte init takes the servers of every client into one config", LINUX, async () => {
  await using home = await HomeFolder.make(FILES);
  const { code, out, err } = await home.run(["init", "-yes"]);
  assert.equal(code, 0, err);
  assert.equal(err, "");
  const { config, problems } = await loadConfig({
    ...{ explicitPath: home.at(CONFIG), cwd: home.path, home: home.path },
    env: {
      ...{ SENTRY_TOKEN: "1", PERPLEXITY_KEY: "2", LOG_LEVEL: "3", GITHUB_TOKEN: "4", FETCH_KEY: "5" },
      ...{ FIGMA_TEAM: "6", FIGMA_OAUTH_TOKEN: "7", MY_API_TOKEN: "8" },
    },
  });
  assert.deepEqual(problems, []);
  assert.deepEqual(config?.servers.map(({ name }) => name as string), [
    ...[
      "asana",
      "context7",
      "database",
      "fetch",
      "fetch-goose",
      "figma",
      "filesystem",
      "github",
      "github-cursor",
    ],
    ...["local", "old", "perplexity", "python", "remote", "sentry", "web"],
  ]);
  assert.deepEqual(config?.disabled, ["chrome", "docs", "events", "git"]);
  const database = config?.servers.find(({ name }) => name === "database");
  assert.equal(database?.type === "stdio" && database.env["DB_PASSWORD"], "pa$word");
  for (const { name } of CLIENTS.filter(({ id }) => id !== "vscode")) assert(out.includes(name), name);
  assert.match(out, /github-cursor +the same as above/);
  assert.match(out, /postgres +left out: it comes from a Zed extension/);
  for (const line of out.split("\n").filter((line) => !/^ {2}|^Wrote/.test(line))) {
    assert(line.length <= 80, line);
  }
  assert.match(
    out.replace(/\s+/g, " "),
    /perplexity: VS Code asks for \$\{input:perplexity-key\}, Runbyte does not: set PERPLEXITY_KEY/,
  );
});

Deno.test(
  "S-91: runbyte init shows no value of env or headers, and keeps them for the user alone",
  LINUX,
  async () => {
    await using home = await HomeFolder.make({
      ".cursor/mcp.json": JSON.stringify({
        mcpServers: {
          a: { command: "x", args: ["--token", "s3cr3t-argument-1"], env: { PASSWORD: "s3cr3t-env-22" } },
          b: {
            url: "https://u:s3cr3t-url-333@example.com/mcp?key=s3cr3t-query-4",
            headers: { "X-Key": "s3cr3t-header-5" },
          },
        },
      }),
    });
    const { code, out, err } = await home.run(["init", "-yes", "-install", "cursor"]);
    assert.equal(code, 0, err);
    assert(!(out + err).includes("s3cr3t"), out + err);
    const { out: listed } = await home.run(["list"]);
    assert(listed.includes("https://example.com/mcp") && !listed.includes("s3cr3t"), listed);
    const text = await home.read(CONFIG);
    for (const secret of ["argument-1", "env-22", "url-333", "query-4", "header-5"]) {
      assert(
        text.includes(`s3cr3t-${secret}`),
      );
    }
    assert.equal(((await Deno.stat(home.at(CONFIG))).mode ?? 0) & 0o777, 0o600);
    assert.equal(((await Deno.stat(home.at(".config/runbyte"))).mode ?? 0) & 0o777, 0o700);
  },
);

Deno.test("runbyte init -install completes the ids of all clients", () => {
  assert.deepEqual(CLIENT_IDS, CLIENTS.map(({ id }) => id));
});

Deno.test("runbyte init writes nothing unasked", LINUX, async () => {
  await using home = await HomeFolder.make(FILES);
  const { code, out, err } = await home.run(["init", "-install", "cursor"]);
  assert.equal(code, 1);
  assert.match(out, /Will write 20 servers to the new config ~\/\.config\/runbyte\/config\.json\./);
  assert.match(err, /nothing was written: stdin is no terminal to ask on, so pass -yes/);
  assert(!home.names(".config").includes("runbyte"));
  assert.equal(await home.read(PATHS.cursor), CLIENT_FILES.cursor);
});

Deno.test(
  "runbyte init adds what is new to a config that is there, and keeps a copy of it",
  LINUX,
  async () => {
    await using home = await HomeFolder.make({ [PATHS.cursor]: CLIENT_FILES.cursor });
    const old = `{\n  // by hand\n  "mcpServers": { "files": { "command": "x" } /* mine */ }\n}\n`;
    await home.write(CONFIG, old);
    assert.equal((await home.run(["init", "-yes"])).code, 0);
    const text = await home.read(CONFIG);
    assert.match(text, /\/\/ by hand/);
    assert.match(text, /\/\* mine \*\//);
    assert.deepEqual(Object.keys(valueAt(text, ["mcpServers"]) as object), ["files", "github"]); // an object, as written
    const [backup] = home.names(".config/runbyte").filter((name) => name.includes(".backup-"));
    assert.match(backup ?? "", /^config\.json\.backup-\d{8}-\d{6}$/);
    assert.equal(await home.read(`.config/runbyte/${backup}`), old);
    // Once more there is nothing to do, and nothing to copy.
    const again = await home.run(["init", "-yes"]);
    assert.equal(again.code, 0);
    assert.match(again.out, /github +in the config already/);
    assert.equal(await home.read(CONFIG), text);
    assert.equal(home.names(".config/runbyte").length, 2);
  },
);

for (const { id, file, section } of CLIENTS.filter(({ format }) => format === "json")) {
  Deno.test(`runbyte init -install ${id} adds one entry and changes nothing else`, LINUX, async () => {
    await using home = await HomeFolder.make({ ".config/Code/User/settings.json": "{}" });
    const path = file({ os: "linux", home: home.path, folder: home.project, env: {} }).slice(
      home.path.length + 1,
    );
    const old = id === "vscode-workspace"
      ? CLIENT_FILES.vscode
      : CLIENT_FILES[id as keyof typeof CLIENT_FILES];
    await home.write(path, old);
    const { code, err, out } = await home.run(["init", "-yes", "-install", id]);
    assert.equal(code, 0, err);
    const text = await home.read(path);
    // An object, as every client's format has it.
    const entry = valueAt(text, [...section, "runbyte"]) as Record<string, unknown>;
    assert.equal(typeof entry["command"], "string");
    assert.deepEqual((entry["args"] as string[]).slice(-2), ["-config", home.at(CONFIG)]); // a list, as just written
    // What was there is there still, line by line but for commas.
    const lines = new Set(text.split("\n").map((line) => line.replaceAll(",", "")));
    for (const line of old.split("\n")) assert(lines.has(line.replaceAll(",", "")), line);
    assert.match(out, /the old one is .*\.backup-/);
    // Its own entry is not taken for a server.
    const again = await home.run(["init", "-yes", "-install", id]);
    assert.match(again.out, /is pointed at Runbyte already/);
    assert(!Object.keys(valueAt(await home.read(CONFIG), ["mcpServers"]) as object).includes("runbyte"));
  });
}

Deno.test("runbyte init -install prints what it does not write: YAML and TOML", LINUX, async () => {
  await using home = await HomeFolder.make(FILES);
  const { code, out } = await home.run(["init", "-yes", "-install", "goose", "-install", "codex"]);
  assert.equal(code, 0);
  const blocks = out.split(/\n\n/).filter((block) => /^ {2}(?:extensions:|\[mcp_servers)/.test(block))
    .map((block) => block.replace(/^ {2}/gm, ""));
  const goose = load(blocks[0] ?? "") as Record<string, Record<string, Record<string, unknown>>>; // as printed
  assert.equal(goose["extensions"]?.["runbyte"]?.["type"], "stdio");
  assert.deepEqual((goose["extensions"]?.["runbyte"]?.["args"] as string[]).at(-1), home.at(CONFIG));
  const codex = parse(blocks[1] ?? "") as unknown as Record<string, Record<string, Record<string, unknown>>>; // likewise
  assert.equal(typeof codex["mcp_servers"]?.["runbyte"]?.["command"], "string");
  assert.equal(await home.read(PATHS.goose), CLIENT_FILES.goose);
  assert.equal(await home.read(PATHS.codex), CLIENT_FILES.codex);
});

Deno.test("runbyte init says what it cannot do", LINUX, async () => {
  await using home = await HomeFolder.make({
    [PATHS.cursor]: CLIENT_FILES.cursor,
    [PATHS.gemini]: "{ broken",
  });
  const cases: [string[], number, RegExp][] = [
    [["-install", "cusor"], 2, /unknown client 'cusor': did you mean 'cursor'\?/],
    [
      ["-install", "zed", "-yes"],
      1,
      /Zed does not seem to be on this machine: there is no folder ~\/\.config\/zed/,
    ],
    [
      ["-install", "gemini", "-yes"],
      1,
      /cannot read .*settings\.json: line 1: .*: mend it, and run this again$/m,
    ],
  ];
  for (const [args, expected, message] of cases) {
    const { code, err } = await home.run(["init", ...args]);
    assert.equal(code, expected, args.join(" "));
    assert.match(err, message);
  }
  assert.equal(await home.read(PATHS.gemini), "{ broken");
  await Deno.mkdir(home.at(PATHS.zed), { recursive: true });
  const folder = await home.run(["init", "-yes", "-install", "zed"]);
  assert.match(folder.out, /! cannot be read: it is a directory: name a file$/m);
  assert.match(folder.err, /cannot read .*settings\.json: it is a directory: name a file$/m);
  await using empty = await HomeFolder.make();
  const nothing = await empty.run(["init", "-yes"]);
  assert.equal(nothing.code, 0);
  assert.match(nothing.out, /No servers were found: 'runbyte add NAME/);
});

Deno.test(
  "runbyte init asks at the terminal, wherever its output goes, and takes yes for yes",
  { ignore: !hasTerminal },
  async () => {
    for (const [typed, isWritten] of [["what\nyes\n", true], ["\n", false], ["n\n", false]] as const) {
      await using home = await HomeFolder.make({ [PATHS.cursor]: CLIENT_FILES.cursor });
      const { command, args } = runbyteCommand("init");
      const line = [command, ...args].map((word) => `'${word}'`).join(" ");
      const child = new Deno.Command("script", {
        args: ["-qec", `${line} | cat > '${home.at("out")}'`, "/dev/null"],
        ...{ cwd: home.project, stdin: "piped", stdout: "piped", stderr: "null" },
        env: { NO_COLOR: "1", HOME: home.path, DENO_DIR: Deno.env.get("DENO_DIR") ?? DENO_CACHE },
      }).spawn();
      const writer = child.stdin.getWriter();
      await writer.write(new TextEncoder().encode(typed));
      const [, shown] = await Promise.all([child.status, new Response(child.stdout).text()]);
      await writer.close().catch(() => {}); // It is gone.
      assert.match(shown, /Go ahead\? \[y\/N\]/);
      assert.equal(shown.includes("Please type y or n."), typed.startsWith("what"), shown);
      assert.equal(shown.includes("nothing was written"), !isWritten, shown);
      assert.equal(home.names(".").includes(".config"), isWritten);
      assert.match(await home.read("out"), /Will write 1 server to the new config/);
    }
  },
);

Deno.test("runbyte init -install keeps what somebody has added to Runbyte's entry", LINUX, async () => {
  const own = `{
  "mcpServers": {
    "Runbyte": { "command": "/old/runbyte", "args": [], "env": { "GITHUB_TOKEN": "x" } }, // mine
    "files": { "command": "x" }
  }
}
`;
  await using home = await HomeFolder.make({ [PATHS.cursor]: own });
  const { code, out, err } = await home.run(["init", "-yes", "-install", "cursor"]);
  assert.equal(code, 0, err);
  const text = await home.read(PATHS.cursor);
  const entries = valueAt(text, ["mcpServers"]) as Record<string, Record<string, unknown>>; // as written above
  assert.deepEqual(Object.keys(entries), ["Runbyte", "files"]);
  assert.equal(JSON.stringify(entries["Runbyte"]?.["env"]), `{"GITHUB_TOKEN":"x"}`);
  assert.deepEqual((entries["Runbyte"]?.["args"] as string[]).slice(-2), ["-config", home.at(CONFIG)]); // a list
  assert(text.includes("// mine"));
  assert.match(out, /· Runbyte +this program itself/);
  const again = await home.run(["init", "-yes", "-install", "cursor"]);
  assert.match(again.out, /Cursor is pointed at Runbyte already/);
  assert.equal(await home.read(PATHS.cursor), text);
});

Deno.test("runbyte init never writes over what is no object", LINUX, async () => {
  const list = `{ "mcpServers": [{ "name": "files", "command": "x" }] }`;
  await using home = await HomeFolder.make({
    [PATHS.cursor]: list,
    [PATHS.gemini]: `{ "mcpServers": { "a": { "command": "x" } } }`,
  });
  const client = await home.run(["init", "-yes", "-install", "cursor"]);
  assert.equal(client.code, 1);
  assert.match(client.err, /cannot write .*mcp\.json: its "mcpServers" is no object: mend it/);
  await home.write(CONFIG, list);
  const config = await home.run(["init", "-yes"]);
  assert.equal(config.code, 1);
  assert.match(config.err, /cannot write .*config\.json: its "mcpServers" is no object: mend it/);
  assert.deepEqual([await home.read(PATHS.cursor), await home.read(CONFIG)], [list, list]);
});

Deno.test(
  "runbyte init reads and writes a file with a byte order mark and the line breaks of Windows",
  LINUX,
  async () => {
    const text = `\ufeff{\r\n\t// mine\r\n\t"mcpServers": {\r\n\t\t"a": { "command": "x" }\r\n\t}\r\n}\r\n`;
    await using home = await HomeFolder.make({ [PATHS.cursor]: text });
    const { code, err } = await home.run(["init", "-yes", "-install", "cursor"]);
    assert.equal(code, 0, err);
    const bytes = await Deno.readFile(home.at(PATHS.cursor));
    const after = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    assert(
      after.startsWith(text.slice(0, text.indexOf(" }") + 2) + `,\r\n\t\t"runbyte": {\r\n\t\t\t"command": `),
      after,
    );
    assert(after.endsWith("\r\n\t\t}\r\n\t}\r\n}\r\n") && !/[^\r]\n/.test(after), JSON.stringify(after));
  },
);

Deno.test("runbyte init says what became of names, and who can read the tokens", LINUX, async () => {
  await using home = await HomeFolder.make({
    [PATHS.cursor]: JSON.stringify({
      mcpServers: {
        "a/b": { command: "x", env: { API_TOKEN: "s3cr3t-env-22" } },
        "日本語サーバー": { command: "x" },
        plain: { command: "x" },
      },
    }),
  });
  const { out } = await home.run(["init", "-yes"]);
  assert.match(out, /^ {2}\+ a-b {16}x \("a\/b" there\)$/m);
  assert.match(out, /^ {2}\+ 日本語サーバー {5}x$/m);
  assert.match(
    out.replace(/\s+/g, " "),
    /Tokens and the like were taken over .* Only you can read ~\/\.config\/runbyte/,
  );
  await home.write(CONFIG, "{}");
  await Deno.chmod(home.at(CONFIG), 0o644);
  const open = await home.run(["init", "-yes"]);
  assert(open.out.replace(/\s+/g, " ").includes(`can read them: chmod 600 ${home.at(CONFIG)}`), open.out);
  await home.write(CONFIG, "{}");
  await home.write(
    PATHS.cursor,
    `{ "mcpServers": { "a": { "command": "x", "env": { "API_TOKEN": "\${env:T}" } } } }`,
  );
  assert(!(await home.run(["init", "-yes"])).out.includes("taken over"));
});

Deno.test("runbyte init tells which file it cannot read, and takes the others", {
  ignore: Deno.build.os !== "linux" || Deno.uid() === 0,
}, async () => {
  await using home = await HomeFolder.make({ [PATHS.cursor]: "{}", [PATHS.gemini]: CLIENT_FILES.gemini });
  await Deno.chmod(home.at(PATHS.cursor), 0);
  const { code, out } = await home.run(["init", "-yes"]);
  assert.equal(code, 0);
  assert.match(out, /! cannot be read: permission denied: let your user read/);
});

Deno.test("a client that was pointed at Runbyte starts it, with the client's own words", LINUX, async () => {
  await using home = await HomeFolder.make({ [PATHS.cursor]: CLIENT_FILES.cursor });
  await home.run(["init", "-yes", "-install", "cursor"], { GITHUB_TOKEN: "x" });
  // An object, as just written.
  const entry = valueAt(await home.read(PATHS.cursor), ["mcpServers", "runbyte"]) as {
    command: string;
    args: string[];
  };
  const child = new Deno.Command(entry.command, {
    args: entry.args,
    env: { HOME: home.path, DENO_DIR: Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno` },
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  const params = {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  };
  const request = { jsonrpc: "2.0", id: 1, method: "initialize", params };
  await writer.write(new TextEncoder().encode(`${JSON.stringify(request)}\n`));
  const reader = child.stdout.getReader();
  const { value } = await reader.read();
  assert.equal(JSON.parse(new TextDecoder().decode(value)).result.serverInfo.name, "runbyte");
  await writer.close();
  await reader.cancel();
  assert.equal((await child.status).code, 0);
});
