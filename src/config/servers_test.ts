import assert from "node:assert/strict";
import { clean, load, serverOf } from "./testing.ts";

Deno.test("readConfig() keeps every part of a server", () => {
  const entry = {
    command: "npx",
    args: ["-y", "x"],
    cwd: "/w",
    env: { K: "v" },
    inheritEnv: ["PROXY"],
    toolCallMs: 5_000,
  };
  assert.deepEqual(serverOf(entry), { type: "stdio", name: "s", ...entry });
  assert.deepEqual(serverOf({ command: "c" }), {
    type: "stdio",
    name: "s",
    command: "c",
    args: [],
    env: {},
    inheritEnv: false,
  });
  assert.deepEqual(serverOf({ url: " http://h/x ", headers: { "X-Key": "k" }, toolCallMs: 7 }), {
    type: "auto",
    name: "s",
    url: "http://h/x",
    toolCallMs: 7,
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
