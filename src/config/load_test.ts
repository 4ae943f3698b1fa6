import assert from "node:assert/strict";
import { join } from "node:path";
import { DEFAULT_LIMITS } from "../limits.ts";
import type { Config, ServerConfig } from "./config.ts";
import { loadConfig, readConfig } from "./load.ts";
import { formatProblem } from "./problem.ts";

interface Setting {
  readonly env?: Readonly<Record<string, string>>;
  readonly home?: string | undefined;
}

function load(content: unknown, { env = {}, ...rest }: Setting = {}) {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  const home = "home" in rest ? rest.home : "/home/ann";
  const { config, problems } = readConfig({ file: "c.json", text }, { env, home });
  return { config, problems: problems.map(formatProblem) };
}

/** The config of a text that must have one, without any problem. */
function clean(content: unknown, setting: Setting = {}): Config {
  const { config, problems } = load(content, setting);
  assert.deepEqual(problems, []);
  assert.ok(config);
  return config;
}

function serverOf(entry: unknown, setting: Setting = {}): ServerConfig {
  const server = clean({ mcpServers: { s: entry } }, setting).servers[0];
  assert.ok(server);
  return server;
}

Deno.test("readConfig() starts with what the original starts with", async (t) => {
  const cases: Readonly<Record<string, readonly [string, readonly string[], (readonly string[])?]>> = {
    "a command": ['{"mcpServers":{"a":{"command":"npx","args":["-y","x"],"env":{"K":"v"},"cwd":"/w"}}}', [
      "a:stdio",
    ]],
    "a url": ['{"mcpServers":{"a":{"url":"https://x.example/mcp","headers":{"A":"b"}}}}', ["a:auto"]],
    "types": [
      '{"mcpServers":{"c":{"type":"sse","url":"http://h/s"},"b":{"type":"http","url":"http://h"},"a":{"type":"stdio","command":"c"}}}',
      ["a:stdio", "b:http", "c:sse"],
    ],
    "all server keys": [
      '{"server":{"port":8080,"timeout":60,"wasmPath":"./x.wasm"},"mcpServers":{"a":{"command":"c"}}}',
      ["a:stdio"],
    ],
    "nulls": [
      '{"server":null,"mcpServers":{"a":{"command":"c","args":null,"env":null,"url":null,"type":null}}}',
      ["a:stdio"],
    ],
    "empty texts": [
      '{"mcpServers":{"a":{"type":"","command":"c","url":"","cwd":"","args":[],"env":{},"headers":{}}}}',
      ["a:stdio"],
    ],
    "zeros": ['{"server":{"port":0,"timeout":0},"mcpServers":{"a":{"command":"c"}}}', ["a:stdio"]],
    "null texts": [
      '{"mcpServers":{"a":{"command":"c","args":[null],"env":{"A":null}}}}',
      ["a:stdio"],
      [
        "c.json:1:43: warning: mcpServers.a.args[0]: null is read as an empty string",
        "c.json:1:60: warning: mcpServers.a.env.A: null is read as an empty string",
      ],
    ],
    "keys in another case": [
      '{"MCPServers":{"a":{"Command":"c"}}}',
      ["a:stdio"],
      [
        'c.json:1:2: warning: MCPServers: is read as "mcpServers"',
        'c.json:1:21: warning: MCPServers.a.Command: is read as "command"',
      ],
    ],
    "mcpServers twice": [
      '{"mcpServers":{"a":{"command":"c"},"b":{"command":"c"}},"mcpServers":{"b":{"url":"http://h"}}}',
      ["a:stdio", "b:auto"],
      ["c.json:1:57: warning: mcpServers: given more than once: they are merged"],
    ],
    "unknown keys": [
      '{"x":[1],"mcpServers":{"a":{"command":"c","cmd":5}}}',
      ["a:stdio"],
      [
        "c.json:1:2: warning: x: unknown key: it has no effect",
        'c.json:1:43: warning: mcpServers.a.cmd: unknown key: did you mean "command"?',
      ],
    ],
    "an odd transport": [
      '{"mcpServers":{"a":{"command":"c","transport":"carrier-pigeon"}}}',
      ["a:stdio"],
      ["c.json:1:47: warning: mcpServers.a.transport: has no effect: it is not stdio, http, or sse"],
    ],
    "a transport that does not fit": [
      '{"mcpServers":{"a":{"command":"c","transport":"http"},"b":{"url":"http://h","transport":"stdio"}}}',
      ["a:stdio", "b:auto"],
      [
        "c.json:1:47: warning: mcpServers.a.transport: has no effect: there is no url",
        "c.json:1:89: warning: mcpServers.b.transport: has no effect: there is no command",
      ],
    ],
    "another client's url beside a command": [
      '{"mcpServers":{"a":{"command":"c","serverUrl":"http://h"}}}',
      ["a:stdio"],
      ["c.json:1:47: warning: mcpServers.a.serverUrl: has no effect: this is a stdio server"],
    ],
    "keys of the other kind": [
      '{"mcpServers":{"a":{"command":"c","headers":{"A":"b"}},"b":{"url":"http://h","args":["x"]}}}',
      ["a:stdio", "b:auto"],
      [
        "c.json:1:45: warning: mcpServers.a.headers: has no effect: this is a stdio server",
        "c.json:1:85: warning: mcpServers.b.args: has no effect: this is a remote server",
      ],
    ],
  };
  for (const [name, [text, servers, expected = []]] of Object.entries(cases)) {
    await t.step(name, () => {
      const { config, problems } = load(text);
      assert.deepEqual(problems, expected);
      assert.deepEqual(config?.servers.map((server) => `${server.name}:${server.type}`), servers);
      assert.deepEqual(config?.rejected, []);
    });
  }
});

Deno.test("readConfig() keeps every part of a server", () => {
  const entry = { command: "npx", args: ["-y", "x"], cwd: "/w", env: { K: "v" }, inheritEnv: ["PROXY"] };
  assert.deepEqual(serverOf(entry), { type: "stdio", name: "s", ...entry });
  assert.deepEqual(serverOf({ command: "c" }), {
    type: "stdio",
    name: "s",
    command: "c",
    args: [],
    env: {},
    inheritEnv: false,
  });
  assert.deepEqual(serverOf({ url: " http://h/x ", headers: { "X-Key": "k" } }), {
    type: "auto",
    name: "s",
    url: "http://h/x",
    headers: { "X-Key": "k" },
  });
});

Deno.test("readConfig() replaces half a surrogate pair, as Go does", () => {
  const server = clean('{"mcpServers":{"s":{"command":"a\\ud800b","args":["\\udc00"]}}}').servers[0];
  assert.deepEqual(server?.type === "stdio" && [server.command, ...server.args], ["a\ufffdb", "\ufffd"]);
});

Deno.test("readConfig() understands the spellings of other clients", async (t) => {
  const url = "http://h";
  const cases: readonly (readonly [Record<string, unknown>, string])[] = [
    [{ type: "streamable-http", url }, "http"],
    [{ type: "streamableHttp", url }, "http"],
    [{ type: "streamable_http", url }, "http"],
    [{ type: "http-stream", url }, "http"],
    [{ type: "HTTP", url }, "http"],
    [{ transport: "sse", url }, "sse"],
    [{ transportType: "streamable-http", url }, "http"],
    [{ transport: "sse", type: "http", url }, "http"],
    [{ type: "local", command: "c" }, "stdio"],
    [{ type: "remote", url }, "auto"],
    [{ serverUrl: url }, "auto"],
    [{ httpUrl: url }, "auto"],
    [{ command: "c", enabled: true, isActive: true, disabled: false }, "stdio"],
    [{
      command: "c",
      autoApprove: [],
      alwaysAllow: ["a"],
      timeout: 60,
      description: "d",
      trust: true,
      "//": "note",
    }, "stdio"],
  ];
  for (const [entry, type] of cases) {
    await t.step(JSON.stringify(entry), () => assert.equal(serverOf(entry).type, type));
  }
});

Deno.test("readConfig() lets an explicit type decide between command and url", () => {
  const { config, problems } = load({ mcpServers: { s: { type: "stdio", command: "c", url: "http://h" } } });
  assert.equal(config?.servers[0]?.type, "stdio");
  assert.deepEqual(problems, [
    "c.json:1:56: warning: mcpServers.s.url: has no effect: this is a stdio server",
  ]);
});

Deno.test("readConfig() merges servers with mcpServers, which wins", () => {
  const { config, problems } = load(
    '{"mcpServers":{"a":{"command":"main"}},"servers":{"a":{"command":"alias"},"b":{"command":"b"}}}',
  );
  assert.deepEqual(config?.servers.map((server) => server.type === "stdio" && server.command), ["main", "b"]);
  assert.deepEqual(problems, [
    'c.json:1:50: warning: servers: merged with "mcpServers", which counts where both have a server of the same name',
  ]);
  assert.equal(clean({ servers: { a: { command: "c" } } }).servers.length, 1);
});

Deno.test("readConfig() leaves out what is switched off, however unfinished", () => {
  const config = clean({
    mcpServers: {
      z: { disabled: true, command: 5, nonsense: 1 },
      y: { enabled: false },
      x: { isActive: false, url: "no" },
      w: { disabled: true, enabled: true },
      V: { disabled: true },
      on: { command: "c" },
    },
  }, { env: { RUNBYTE_SERVER_Z_COMMAND: "must not start", RUNBYTE_SERVER_V_COMMAND: "nor this" } });
  assert.deepEqual(config.servers.map((server) => server.name), ["on"]);
  assert.deepEqual(config.disabled, ["V", "w", "x", "y", "z"]);
  assert.deepEqual(config.rejected, []);
});

Deno.test("readConfig() expands variables and home where the original does, and nowhere else", () => {
  const env = { V: "val", H: "h.example" };
  assert.deepEqual(
    serverOf({
      command: "~/bin/$V",
      args: ["~", "~/x", "--dir=~/x", "${V}", "${N:-d}", "~x"],
      cwd: "~/$V",
      env: { $V: "$V", HOME_DIR: "~" },
      inheritEnv: ["$V"],
    }, { env, home: "/home/$V" }),
    {
      type: "stdio",
      name: "s",
      command: "/home/$V/bin/val",
      args: ["/home/$V", "/home/$V/x", "--dir=~/x", "val", "d", "~x"],
      cwd: "/home/$V/val",
      env: { $V: "val", HOME_DIR: "~" },
      inheritEnv: ["$V"],
    },
  );
  assert.deepEqual(serverOf({ url: "https://$H/${env:V}", headers: { A: "Bearer ${V}" } }, { env }), {
    type: "auto",
    name: "s",
    url: "https://h.example/val",
    headers: { A: "Bearer val" },
  });
});

Deno.test("readConfig() leaves a tilde alone when there is no home directory", () => {
  for (const home of [undefined, ""]) {
    const { config, problems } = load({ mcpServers: { s: { command: "~/x" } } }, { home });
    assert.equal(config?.servers[0]?.type === "stdio" && config.servers[0].command, "~/x");
    assert.deepEqual(problems, [
      "c.json:1:31: warning: mcpServers.s.command: ~ stays as it is: there is no home directory",
    ]);
  }
});

Deno.test("readConfig() applies overrides after expansion and without expanding them", () => {
  const env = {
    RUNBYTE_SERVER_S_ARGS: "$V, b ,",
    RUNBYTE_SERVER_S_ENV_NEW: "$V",
    RUNBYTE_SERVER_MY_REMOTE_HEADER_AUTHORIZATION: "new",
    RUNBYTE_SERVER_MY_REMOTE_URL: "http://other",
    RUNBYTE_SERVER_ADDED_COMMAND: "~/x",
    V: "val",
  };
  const config = clean({
    mcpServers: {
      s: { command: "c", args: ["old"], env: { OLD: "$V" } },
      "my-remote": { type: "http", url: "http://h", headers: { Authorization: "old", Other: "o" } },
    },
  }, { env });
  assert.deepEqual(config.servers, [
    { type: "stdio", name: "added", command: "~/x", args: [], env: {}, inheritEnv: false },
    { type: "http", name: "my-remote", url: "http://other", headers: { Other: "o", AUTHORIZATION: "new" } },
    {
      type: "stdio",
      name: "s",
      command: "c",
      args: ["$V", "b", ""],
      env: { OLD: "val", NEW: "$V" },
      inheritEnv: false,
    },
  ]);
});

Deno.test("readConfig() gets by without mcpServers when the environment defines a server", () => {
  const env = { RUNBYTE_SERVER_GITHUB_URL: "https://x.example/mcp" };
  for (const text of ["{}", "null", '{"mcpServers":null}', '{"server":{"port":1}}']) {
    assert.deepEqual(clean(text, { env }).servers.map((server) => server.name), ["github"]);
  }
});

Deno.test("readConfig() takes the port from RUNBYTE_PORT, the file, or the default", () => {
  const port = (server: unknown, env: Record<string, string> = {}) =>
    clean({ server, mcpServers: { s: { command: "c" } } }, { env }).server.port;
  assert.equal(port({}), 3000);
  assert.equal(port({ port: 0 }), 3000);
  assert.equal(port({ port: 4000 }), 4000);
  assert.equal(port({ port: 4000 }, { RUNBYTE_PORT: "5000" }), 5000);
  assert.equal(port({ port: 4000 }, { RUNBYTE_PORT: "" }), 4000);
  assert.equal(port({ port: 4000 }, { RUNBYTE_PORT: "0" }), 4000);
  for (const RUNBYTE_PORT of ["x", "-1", "65536", "3e3", "123456"]) {
    const { config, problems } = load({ server: { port: 4000 }, mcpServers: { s: { command: "c" } } }, {
      env: { RUNBYTE_PORT },
    });
    assert.equal(config?.server.port, 4000);
    assert.deepEqual(problems, [
      "error: RUNBYTE_PORT: must be a whole number of at most 65535; it has no effect",
    ]);
  }
});

Deno.test("readConfig() fills in limits; server.timeout stands in for limits.executionMs", () => {
  const limits = (server: unknown, given?: unknown) => {
    const config = clean({ server, limits: given, mcpServers: { s: { command: "c" } } });
    return { limits: config.limits, timeoutMs: config.server.timeoutMs };
  };
  assert.deepEqual(limits({}), { limits: DEFAULT_LIMITS, timeoutMs: undefined });
  assert.deepEqual(limits({ timeout: 90 }), {
    limits: { ...DEFAULT_LIMITS, executionMs: 90_000 },
    timeoutMs: 90_000,
  });
  assert.deepEqual(limits({ timeout: 1.5 }).timeoutMs, 1500);
  assert.deepEqual(limits({ timeout: 0 }).timeoutMs, undefined);
  assert.deepEqual(limits({ timeout: 90 }, { executionMs: 5, toolCalls: 7 }).limits, {
    ...DEFAULT_LIMITS,
    executionMs: 5,
    toolCalls: 7,
  });
});

Deno.test("readConfig() starts in spite of a setting it cannot use", () => {
  const { config, problems } = load({
    server: { port: -1, timeout: -1 },
    mcpServers: { s: { command: "c" } },
  });
  assert.equal(config?.server.port, 3000);
  assert.equal(config?.limits.executionMs, DEFAULT_LIMITS.executionMs);
  assert.deepEqual(problems, [
    "c.json:1:19: error: server.port: must be at least 0; the default, 3000, applies",
    "c.json:1:32: error: server.timeout: must be at least 0; the default, 30, applies",
  ]);
});

Deno.test("readConfig() shortens a time-out that no timer can hold", () => {
  const { config, problems } = load({ server: { timeout: 1e9 }, mcpServers: { s: { command: "c" } } });
  assert.equal(config?.limits.executionMs, 2 ** 31 - 1);
  assert.deepEqual(problems, [
    "c.json:1:22: warning: server.timeout: is longer than a timer can hold: 2147483 seconds are used",
  ]);
});

Deno.test("readConfig() turns a user name and password in a URL into a header", () => {
  assert.deepEqual(serverOf({ url: "https://us%20er:p%40ss@h.example/x?k=v" }), {
    type: "auto",
    name: "s",
    url: "https://h.example/x?k=v",
    headers: { Authorization: `Basic ${btoa("us er:p@ss")}` },
  });
  assert.deepEqual(serverOf({ url: "http://u:p@h", headers: { authorization: "own" } }), {
    type: "auto",
    name: "s",
    url: "http://h/",
    headers: { authorization: "own" },
  });
});

Deno.test("readConfig() gathers what a log must not show", () => {
  const env = {
    TOKEN: "expanded-token",
    UNUSED: "unused-value",
    RUNBYTE_SERVER_R_HEADER_X: "override-header",
  };
  const { secrets } = clean({
    mcpServers: {
      s: { command: "c", args: ["--t=$TOKEN"], env: { A: "env-value" } },
      r: {
        url: "https://user:pass%20word@h/p?key=query%20value&b=flag",
        headers: { Authorization: "Bearer bearer-token" },
      },
      off: { disabled: true, env: { A: "not-used" } },
    },
  }, { env });
  for (
    const secret of [
      ...["expanded-token", "env-value", "override-header", "Bearer bearer-token", "bearer-token"],
      ...["user", "pass%20word", "pass word", "query%20value", "query value", "flag"],
    ]
  ) assert.ok(secrets.includes(secret), secret);
  assert.ok(!secrets.includes("unused-value") && !secrets.includes("not-used") && !secrets.includes(""));
});

Deno.test("readConfig() treats __proto__ and constructor as names like any other", () => {
  const config = clean(
    '{"mcpServers":{"__proto__":{"command":"c","env":{"__proto__":"e","constructor":"f"}},' +
      '"constructor":{"url":"http://h","headers":{"__proto__":"h"}},"toString":{"command":"$constructor${__proto__}c"}}}',
    { env: JSON.parse('{"__proto__":"","constructor":""}') },
  );
  assert.deepEqual(config.servers.map((server) => server.name), ["__proto__", "constructor", "toString"]);
  const [proto, constructor] = config.servers;
  assert.deepEqual(proto?.type === "stdio" && Object.entries(proto.env), [["__proto__", "e"], [
    "constructor",
    "f",
  ]]);
  assert.deepEqual(constructor?.type === "auto" && Object.entries(constructor.headers), [["__proto__", "h"]]);
  assert.equal(({} as Record<string, unknown>)["command"], undefined);
});

Deno.test("readConfig() passes over __proto__ among keys", () => {
  const { config, problems } = load(
    '{"__proto__":{"x":1},"mcpServers":{"a":{"command":"c","__proto__":{"url":"u"}}}}',
  );
  assert.equal(config?.servers.length, 1);
  assert.deepEqual(problems, [
    "c.json:1:2: warning: __proto__: unknown key: it has no effect",
    "c.json:1:55: warning: mcpServers.a.__proto__: unknown key: it has no effect",
  ]);
});

Deno.test("loadConfig() finds the file that is named, from the directory it is started in", async () => {
  const cwd = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(join(cwd, "x.json"), '\ufeff{"mcpServers":{"a":{"command":"c"}}}');
    const { config, problems } = await loadConfig({ explicitPath: "x.json", env: {}, cwd, home: undefined });
    assert.deepEqual(problems, []);
    assert.equal(config?.file, join(cwd, "x.json"));
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
});

Deno.test("loadConfig() needs no file when the environment defines a server, and a named one all the same", async () => {
  const env = { RUNBYTE_SERVER_A_COMMAND: "c", RUNBYTE_PORT: "4000" };
  const source = { env, cwd: "/nonexistent", home: undefined };
  const { config, problems } = await loadConfig(source);
  assert.deepEqual(problems, []);
  assert.deepEqual(config?.servers.map((server) => server.name), ["a"]);
  assert.equal(config?.server.port, 4000);
  assert.ok(config !== undefined && !("file" in config));
  const named = await loadConfig({ ...source, explicitPath: "/nonexistent/x.json" });
  assert.equal(named.config, undefined);
  assert.match(named.problems[0]?.message ?? "", /^config file not found at "\/nonexistent\/x\.json"/);
});

Deno.test("loadConfig() says where it searched when nothing defines a server", async () => {
  const { config, problems } = await loadConfig({ env: {}, cwd: "/nonexistent", home: "/nonexistent/home" });
  assert.equal(config, undefined);
  assert.match(
    problems.map(formatProblem).join("\n"),
    /^error: no config file found\. Searched: \/nonexistent\/runbyte\.json, .*Hint: /,
  );
});
