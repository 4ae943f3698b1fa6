import assert from "node:assert/strict";
import { type ClientId, clientOf, CLIENTS, type Places, userFiles } from "./client.ts";
import { discover, type FoundFile } from "./discover.ts";
import { CLIENT_FILES } from "./testing.ts";

const LINUX: Places = { os: "linux", home: "/home/u", folder: "/home/u/shop", env: {} };

/** Finds what a set of files holds. */
function find(files: Readonly<Record<string, string>>, places = LINUX): Promise<readonly FoundFile[]> {
  return discover(places, (path) => Promise.resolve(files[path]));
}

async function entriesOf(path: string, text: string): Promise<Readonly<Record<string, unknown>>> {
  const [file] = await find({ [path]: text });
  assert.equal(file?.fault, undefined);
  return Object.fromEntries((file?.servers ?? []).map(({ name, entry }) => [name, entry]));
}

Deno.test("clients keep their configs where their documentation says", () => {
  const windows: Places = { ...LINUX, os: "windows", home: "/C/u", env: { APPDATA: "/C/u/AppData/Roaming" } };
  const expected: Readonly<Record<string, readonly [string, string, string]>> = {
    "claude-desktop": [
      "/home/u/.config/Claude/claude_desktop_config.json",
      "/home/u/Library/Application Support/Claude/claude_desktop_config.json",
      "/C/u/AppData/Roaming/Claude/claude_desktop_config.json",
    ],
    "claude-code": ["/home/u/.claude.json", "/home/u/.claude.json", "/C/u/.claude.json"],
    "vscode": [
      "/home/u/.config/Code/User/mcp.json",
      "/home/u/Library/Application Support/Code/User/mcp.json",
      "/C/u/AppData/Roaming/Code/User/mcp.json",
    ],
    "vscode-workspace": [
      "/home/u/shop/.vscode/mcp.json",
      "/home/u/shop/.vscode/mcp.json",
      "/home/u/shop/.vscode/mcp.json",
    ],
    "cursor": ["/home/u/.cursor/mcp.json", "/home/u/.cursor/mcp.json", "/C/u/.cursor/mcp.json"],
    "windsurf": [
      "/home/u/.codeium/windsurf/mcp_config.json",
      "/home/u/.codeium/windsurf/mcp_config.json",
      "/C/u/.codeium/windsurf/mcp_config.json",
    ],
    "goose": [
      "/home/u/.config/goose/config.yaml",
      "/home/u/.config/goose/config.yaml",
      "/C/u/AppData/Roaming/Block/goose/config/config.yaml",
    ],
    "zed": [
      "/home/u/.config/zed/settings.json",
      "/home/u/.config/zed/settings.json",
      "/C/u/AppData/Roaming/Zed/settings.json",
    ],
    "codex": ["/home/u/.codex/config.toml", "/home/u/.codex/config.toml", "/C/u/.codex/config.toml"],
    "gemini": [
      "/home/u/.gemini/settings.json",
      "/home/u/.gemini/settings.json",
      "/C/u/.gemini/settings.json",
    ],
  };
  for (const client of CLIENTS) {
    const places = [LINUX, { ...LINUX, os: "darwin" as const }, windows];
    // The test runs on systems with another separator, too.
    const paths = places.map((one) => client.file(one).replaceAll("\\", "/"));
    assert.deepEqual(paths, expected[client.id], client.id);
  }
  const moved = { ...LINUX, env: { CODEX_HOME: "/x", CLAUDE_CONFIG_DIR: "/y", XDG_CONFIG_HOME: "/z" } };
  assert.equal(clientOf("codex")?.file(moved), "/x/config.toml");
  assert.equal(clientOf("claude-code")?.file(moved), "/y/.claude.json");
  assert.equal(clientOf("goose")?.file(moved), "/z/goose/config.yaml");
});

Deno.test("userFiles() are those of every edition of a client, the ones that count most first", () => {
  const windows: Places = {
    ...LINUX,
    os: "windows",
    home: "/C/u",
    env: { LOCALAPPDATA: "/L", APPDATA: "/R" },
  };
  const files = (id: ClientId, places: Places) => {
    const client = clientOf(id);
    return client && userFiles(client, places).map((path) => path.replaceAll("\\", "/"));
  };
  assert.deepEqual(files("claude-desktop", windows), [
    "/L/Packages/Claude_pzs8sxrjxfjjc/LocalCache/Roaming/Claude/claude_desktop_config.json",
    "/R/Claude/claude_desktop_config.json",
  ]);
  assert.equal(files("claude-desktop", LINUX)?.length, 1);
  assert.deepEqual(files("windsurf", windows), [
    "/R/devin/mcp_config.json",
    "/C/u/.codeium/windsurf/mcp_config.json",
    "/R/devin/config.json",
  ]);
  assert.deepEqual(files("windsurf", { ...LINUX, os: "darwin" }), [
    "/home/u/.config/devin/mcp_config.json",
    "/home/u/.codeium/windsurf/mcp_config.json",
    "/home/u/.config/devin/config.json",
  ]);
  assert.deepEqual(files("vscode", LINUX), [
    "/home/u/.config/Code/User/mcp.json",
    "/home/u/.config/Code - Insiders/User/mcp.json",
    "/home/u/.vscode-server/data/User/mcp.json",
  ]);
});

Deno.test("discover() reads what Windsurf has become, and every edition of VS Code", async () => {
  const files = await find({
    "/home/u/.config/devin/mcp_config.json":
      `{ "mcpServers": { "notion": { "url": "https://mcp.notion.com/mcp", "transport": "http" } } }`,
    "/home/u/.codeium/windsurf/mcp_config.json": CLIENT_FILES.windsurf,
    "/home/u/shop/.devin/config.local.json":
      `{ "mcpServers": { "tools": { "command": "python", "args": ["./server.py"] } } }`,
    "/home/u/.config/Code - Insiders/User/mcp.json": `{ "servers": { "x": { "command": "x" } } }`,
  });
  assert.deepEqual(files.map(({ client, servers }) => [client.id, servers.map(({ name }) => name)]), [
    ["vscode", ["x"]],
    ["windsurf", ["notion"]],
    ["windsurf", ["github", "git"]],
    ["windsurf", ["tools"]],
  ]);
  assert.deepEqual(files.at(-1)?.servers[0]?.entry.cwd, "/home/u/shop");
});

Deno.test("discover() leaves out addresses that are none, and says what will be looked for elsewhere", async () => {
  const [file] = await find({
    "/home/u/.cursor/mcp.json": JSON.stringify({
      mcpServers: {
        unix: { url: "unix:///tmp/s3cr3t.sock" },
        words: { url: "s3cr3t" },
        variable: { url: "${env:ADDRESS}/mcp" },
        here: { command: "node", args: ["./server.js"] },
        folder: { command: "node", cwd: "../tools" },
        absolute: { command: "node", args: ["./server.js"], cwd: "/x" },
        flags: { command: "x", args: ["-n", 3, true] },
        helped: { url: "https://x.example/mcp", headersHelper: "/bin/s3cr3t" },
      },
    }),
  });
  assert.deepEqual(file?.unusable.map(({ name }) => name), ["unix", "words"]);
  assert(!JSON.stringify(file?.unusable).includes("s3cr3t"));
  const remarks = Object.fromEntries(file?.servers.map(({ name, remarks }) => [name, remarks.join()]) ?? []);
  assert.deepEqual(remarks, {
    variable: "",
    here: `"./server.js" is looked for where Runbyte is started: write an absolute path`,
    folder: `"../tools" is looked for where Runbyte is started: write an absolute path`,
    absolute: "",
    flags: "",
    helped: `its "headersHelper" is not run: put the headers under "headers"`,
  });
  assert.deepEqual(file?.servers.find(({ name }) => name === "flags")?.entry.args, ["-n", "3", "true"]);
});

Deno.test("discover() takes a project's folders from the project", async () => {
  const [file] = await find({
    "/home/u/shop/.gemini/settings.json": JSON.stringify({
      mcpServers: {
        a: { command: "x", cwd: "./tools" },
        b: { command: "x", cwd: "/abs" },
        c: { command: "x" },
      },
    }),
  });
  assert.deepEqual(file?.servers.map(({ entry }) => entry.cwd), [
    "/home/u/shop/tools",
    "/abs",
    "/home/u/shop",
  ]);
  assert.deepEqual(file?.servers.flatMap(({ remarks }) => remarks), []);
});

Deno.test("discover() reads the servers of Claude Desktop, whose texts mean what they say", async () => {
  assert.deepEqual(
    await entriesOf("/home/u/.config/Claude/claude_desktop_config.json", CLIENT_FILES["claude-desktop"]),
    {
      filesystem: {
        command: "npx",
        args: ["-y", "@modelcontextprotocol/server-filesystem", "/home/u/Desktop"],
      },
      database: { command: "node", args: ["/opt/db/index.js"], env: { DB_PASSWORD: "pa$$word" } },
    },
  );
});

Deno.test("discover() reads the servers of Claude Code: the user's, the folder's, and those of .mcp.json", async () => {
  const files = await find({
    "/home/u/.claude.json": CLIENT_FILES["claude-code"],
    "/home/u/shop/.mcp.json":
      `{ "mcpServers": { "api": { "type": "http", "url": "\${API_URL:-https://api.example.com}/mcp" } } }`,
  });
  assert.deepEqual(
    files.map((
      { path, servers },
    ) => [path, Object.fromEntries(servers.map(({ name, entry }) => [name, entry]))]),
    [
      ["/home/u/.claude.json", {
        sentry: { url: "https://mcp.sentry.dev/mcp", headers: { Authorization: "Bearer ${SENTRY_TOKEN}" } },
        asana: { type: "sse", url: "https://mcp.asana.com/sse" },
        here: { command: "./server.sh", cwd: "/home/u/shop" },
      }],
      ["/home/u/shop/.mcp.json", { api: { url: "${API_URL:-https://api.example.com}/mcp" } }],
    ],
  );
});

Deno.test("discover() reads the servers of VS Code, with comments and inputs", async () => {
  const [file] = await find({ "/home/u/shop/.vscode/mcp.json": CLIENT_FILES["vscode"] });
  assert.deepEqual(file?.servers, [
    {
      name: "perplexity",
      entry: {
        command: "npx",
        args: ["-y", "server-perplexity-ask", "--root", "/home/u/shop"],
        cwd: "/home/u/shop",
        env: { PERPLEXITY_API_KEY: "${PERPLEXITY_KEY}", LEVEL: "${LOG_LEVEL}" },
      },
      remarks: [
        "VS Code asks for ${input:perplexity-key}, Runbyte does not: set PERPLEXITY_KEY in its environment",
      ],
    },
    { name: "github", entry: { url: "https://api.githubcopilot.com/mcp" }, remarks: [] },
    {
      name: "fetch",
      entry: { command: "uvx", args: ["mcp-server-fetch"], cwd: "/home/u/shop" },
      remarks: ['its "envFile" is not read: put the variables under "env"'],
    },
  ]);
});

Deno.test("discover() reads the servers of Cursor and Windsurf", async () => {
  const github = {
    url: "https://api.githubcopilot.com/mcp/",
    headers: { Authorization: "Bearer ${GITHUB_TOKEN}" },
  };
  assert.deepEqual(await entriesOf("/home/u/.cursor/mcp.json", CLIENT_FILES["cursor"]), { github });
  assert.deepEqual(await entriesOf("/home/u/.codeium/windsurf/mcp_config.json", CLIENT_FILES["windsurf"]), {
    github,
    git: { command: "uvx", args: ["mcp-server-git"], deny: ["git_reset"], disabled: true },
  });
});

Deno.test("discover() reads the extensions of Goose that are servers", async () => {
  const [file] = await find({ "/home/u/.config/goose/config.yaml": CLIENT_FILES["goose"] });
  assert.deepEqual(file?.servers, [
    {
      name: "fetch",
      entry: { command: "uvx", args: ["mcp-server-fetch"], env: { MODE: "fast", FETCH_KEY: "${FETCH_KEY}" } },
      remarks: ["Goose keeps FETCH_KEY in its own store: set it in the environment"],
    },
    { name: "docs", entry: { url: "https://docs.example.com/mcp", disabled: true }, remarks: [] },
  ]);
});

Deno.test("discover() reads the context servers of Zed", async () => {
  const [file] = await find({ "/home/u/.config/zed/settings.json": CLIENT_FILES["zed"] });
  assert.deepEqual(file?.servers.map(({ name, entry }) => [name, entry]), [
    ["local", { command: "some-command", args: ["arg-1"] }],
    ["old", { command: "node", args: ["/x.js"] }],
    ["remote", { url: "https://example.com/mcp", headers: { Authorization: "Bearer abc" } }],
  ]);
  assert.deepEqual(file?.unusable.map(({ name }) => name), ["postgres"]);
});

Deno.test("discover() reads the tables of Codex", async () => {
  assert.deepEqual(await entriesOf("/home/u/.codex/config.toml", CLIENT_FILES["codex"]), {
    context7: {
      command: "npx",
      args: ["-y", "@upstash/context7-mcp"],
      env: { MY_ENV_VAR: "MY_ENV_VALUE" },
      inheritEnv: ["LOCAL_TOKEN"],
    },
    figma: {
      url: "https://mcp.figma.com/mcp",
      headers: {
        "X-Figma-Region": "us-east-1",
        "X-Team": "${FIGMA_TEAM}",
        Authorization: "Bearer ${FIGMA_OAUTH_TOKEN}",
      },
    },
    chrome: { url: "http://localhost:3000/mcp", allow: ["open"], deny: ["shot"], disabled: true },
  });
});

Deno.test("discover() reads the servers of Gemini CLI, whose url is SSE", async () => {
  assert.deepEqual(await entriesOf("/home/u/.gemini/settings.json", CLIENT_FILES["gemini"]), {
    python: {
      command: "python",
      args: ["-m", "my_server"],
      cwd: "./mcp_tools",
      env: { API_KEY: "$MY_API_TOKEN" },
      deny: ["rm"],
    },
    web: { url: "https://example.com/mcp" },
    events: { type: "sse", url: "https://example.com/sse", disabled: true },
  });
});

Deno.test("discover() passes Runbyte over, and says why it cannot read a file, without its text", async () => {
  const files = await find({
    "/home/u/.cursor/mcp.json": `{ "mcpServers": { "runbyte": { "command": "runbyte" } } }`,
    "/home/u/.gemini/settings.json": `{ "mcpServers": { "x": { "command": "s3cr3t" `,
    "/home/u/.codex/config.toml": `[mcp_servers.x]\ncommand = s3cr3t`,
    "/home/u/.config/goose/config.yaml": `extensions: [s3cr3t`,
    "/home/u/.codeium/windsurf/mcp_config.json": "",
    "/home/u/.config/zed/settings.json": "[1]",
  });
  assert.deepEqual(files.map(({ client, own, servers }) => [client.id, own?.name, servers.length]), [
    ["cursor", "runbyte", 0],
    ["windsurf", undefined, 0],
    ["goose", undefined, 0],
    ["zed", undefined, 0],
    ["codex", undefined, 0],
    ["gemini", undefined, 0],
  ]);
  const faults = files.map(({ fault }) => fault);
  assert(!faults.join().includes("s3cr3t"), faults.join());
  assert.match(faults[2] ?? "", /^line 1: /);
  assert.equal(faults[3], "it holds no settings");
  assert.match(faults[4] ?? "", /^line 2: /);
  assert.match(faults[5] ?? "", /^line 1: /);
});
