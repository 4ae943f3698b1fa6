import assert from "node:assert/strict";
import { clientOf, CLIENTS, type Places } from "./client.ts";
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
  assert.deepEqual(files.map(({ client, hasRunbyte, servers }) => [client.id, hasRunbyte, servers.length]), [
    ["cursor", true, 0],
    ["windsurf", false, 0],
    ["goose", false, 0],
    ["zed", false, 0],
    ["codex", false, 0],
    ["gemini", false, 0],
  ]);
  const faults = files.map(({ fault }) => fault);
  assert(!faults.join().includes("s3cr3t"), faults.join());
  assert.match(faults[2] ?? "", /^line 1: /);
  assert.equal(faults[3], "it holds no settings");
  assert.match(faults[4] ?? "", /^line 2: /);
  assert.match(faults[5] ?? "", /^line 1: /);
});
