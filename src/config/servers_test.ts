import assert from "node:assert/strict";
import { clean, load, serverOf } from "./testing.ts";
import { readConfig } from "./load.ts";
import { formatProblem } from "./problem.ts";

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

/** The secrets of a config with these servers. */
function secretsOf(mcpServers: unknown, env: Readonly<Record<string, string>> = {}): readonly string[] {
  return clean({ mcpServers }, { env }).secrets;
}

Deno.test("readConfig() gathers what nothing may show, wherever it can be configured (S-43)", () => {
  const env = {
    TOKEN: "expanded-token",
    UNUSED: "unused-value-9f8e7d6c5b4a",
    RUNBYTE_SERVER_R_HEADER_X_API_KEY: "override-header",
    RUNBYTE_SERVER_S_ENV_PASSWORD: "override-env",
    RUNBYTE_SERVER_O_URL: "https://override:url-password@h/",
    INHERITED_KEY: "inherited-by-name",
    HTTPS_PROXY: "http://me:proxy-password@proxy:8080",
  };
  const secrets = secretsOf({
    s: {
      command: "c",
      args: [
        "--t=$TOKEN",
        "--api-key",
        "after-a-flag",
        "--password=in-one-word",
        "postgres://u:db-password@h/db",
      ],
      env: {
        A: "qX7-9fK2-mm4Z",
        DATABASE_URL: "mysql://root:in-a-variable@db/x",
        HEADERS: '{"Authorization":"Bearer in-json-token","Notion-Version":"2022-06-28"}',
      },
      inheritEnv: ["INHERITED_KEY"],
    },
    r: {
      url: "https://user:pass%20word@h/p/aB3dE5gH7jK9mN1pQ3?key=query%20value",
      headers: { Authorization: "Bearer bearer-token", "X-Basic": "Basic dXNlcjpiYXNpYy1wYXNzd29yZA==" },
    },
    off: { disabled: true, env: { TOKEN: "not-used-either" } },
  }, env);
  for (
    const secret of [
      ...["expanded-token", "after-a-flag", "in-one-word", "db-password", "qX7-9fK2-mm4Z", "in-a-variable"],
      ...["in-json-token", "inherited-by-name", "pass%20word", "pass word", "query%20value", "query value"],
      ...["aB3dE5gH7jK9mN1pQ3", "bearer-token", "basic-password", "dXNlcjpiYXNpYy1wYXNzd29yZA=="],
      ...["override-header", "override-env", "url-password", "proxy-password"],
    ]
  ) assert.ok(secrets.includes(secret), `${secret} is missing in ${secrets.join(", ")}`);
  for (const harmless of ["unused-value-9f8e7d6c5b4a", "not-used-either", "2022-06-28", ""]) {
    assert.ok(!secrets.includes(harmless), harmless);
  }
});

Deno.test("readConfig() takes no setting for a secret", () => {
  const env = { HOME: "/home/ann", HOST: "api.example.com", PORT: "8080", REGION: "eu-central-1" };
  assert.deepEqual(
    secretsOf({
      s: {
        command: "${HOME}/bin/server",
        args: [
          "-y",
          "@modelcontextprotocol/server-filesystem@2026.8.31",
          "/tmp/x-0a1b2c3d4e5f6071",
          "${HOME}",
        ],
        cwd: "$HOME",
        env: {
          ...{
            NODE_ENV: "production",
            DEBUG: "true",
            LEVEL: "1",
            STAGE: "dev",
            REGION: "$REGION",
            PORT: "$PORT",
          },
          ...{
            MODEL: "gpt-4o-mini-2024",
            DIRS: "/a/b:/c/d",
            AUTH_TYPE: "anonymous-user",
            TOKEN_FILE: "/run/token",
          },
          ...{ SINCE: "2026-01-02", API_BASE: "https://api.example.com/v1", TOKEN: "true", KEY: "abc" },
        },
      },
      r: {
        url: "https://${HOST}:${PORT}/mcp?region=eu&debug=true",
        headers: { Accept: "application/json, text/event-stream", "User-Agent": "my-agent/1.0 (x; y)" },
      },
    }, env),
    [],
  );
});

Deno.test("readConfig() puts in the content of files, from the config's folder or from home", () => {
  const asked: string[] = [];
  const text = JSON.stringify({
    mcpServers: {
      s: { command: "c", args: ["--token=${file:token}"], env: { A: "${file:~/a}", B: "${file:/abs/b}" } },
      r: { url: "http://h/${file:sub/url}", headers: { Authorization: "Bearer ${file:$DIR/h}" } },
    },
  });
  const { config, problems } = readConfig({ file: "/etc/runbyte/c.json", text }, {
    env: { DIR: "/run/secrets" },
    home: "/home/ann",
    readSecret: (path) => {
      asked.push(path);
      return { ok: true, text: `content of ${path}` };
    },
  });
  assert.deepEqual(problems, []);
  const expected = ["/etc/runbyte/token", "/home/ann/a", "/abs/b", "/etc/runbyte/sub/url", "/run/secrets/h"];
  assert.deepEqual(asked.toSorted(), expected.toSorted());
  const [r, s] = config?.servers ?? [];
  assert.deepEqual(s?.type === "stdio" && [s.args, s.env], [["--token=content of /etc/runbyte/token"], {
    A: "content of /home/ann/a",
    B: "content of /abs/b",
  }]);
  assert.deepEqual(r?.type === "auto" && r.headers, { Authorization: "Bearer content of /run/secrets/h" });
  for (const path of expected) assert.ok(config?.secrets.includes(`content of ${path}`), path);
});

Deno.test("readConfig() rejects a server whose secret cannot be read, with the place and without the path", () => {
  const { config, problems } = readConfig({
    file: "/c.json",
    text:
      '{"mcpServers":{\n"good":{"command":"c"},\n"bad":{"command":"c","env":{"T":"x${file:hidden/path}"}}}}',
  }, { env: {}, home: undefined, readSecret: () => ({ ok: false, reason: "the file is empty" }) });
  assert.deepEqual(problems.map(formatProblem), [
    "/c.json:3:33: error: mcpServers.bad.env.T: ${file:…}: the file is empty",
  ]);
  assert.deepEqual(config?.servers.map(({ name }) => name), ["good"]);
  assert.deepEqual(config?.rejected, [{ name: "bad", reason: "env.T: ${file:…}: the file is empty" }]);
});

Deno.test("readConfig() warns of a file whose content is too short to be hidden", () => {
  const { config, problems } = readConfig({
    file: "/c.json",
    text: '{"mcpServers":{"s":{"command":"c","env":{"T":"${file:x}"}}}}',
  }, { env: {}, home: undefined, readSecret: () => ({ ok: true, text: "1234" }) });
  assert.match(problems.map(formatProblem).join(), /^\/c\.json:1:46: warning: .*too short or too common/);
  assert.deepEqual(config?.secrets, []);
});

Deno.test("readConfig() reads where tool calls are recorded, and from which level on events are logged", () => {
  const of = (keys: object) => {
    const text = JSON.stringify({ ...keys, mcpServers: { s: { command: "c" } } });
    const { config, problems } = readConfig({ file: "/etc/runbyte/c.json", text }, {
      env: { STATE: "/var/lib" },
      home: "/home/ann",
    });
    return [
      config?.audit,
      config?.logLevel,
      problems.map(({ path, message }) => `${path}: ${message}`).join(),
    ];
  };
  assert.deepEqual(of({}), [undefined, "info", ""]);
  assert.deepEqual(of({ audit: "calls.jsonl", logLevel: "debug" }), [
    "/etc/runbyte/calls.jsonl",
    "debug",
    "",
  ]);
  assert.deepEqual(of({ audit: "~/calls.jsonl" }), ["/home/ann/calls.jsonl", "info", ""]);
  assert.deepEqual(of({ audit: "$STATE/calls.jsonl" }), ["/var/lib/calls.jsonl", "info", ""]);
  assert.deepEqual(of({ audit: "" })[2], "audit: names no file: tool calls are not recorded");
  assert.deepEqual(of({ audit: "/var/log/" })[2], "audit: names no file: tool calls are not recorded");
  assert.match(String(of({ audit: true })[2]), /^audit: must be a string/);
  assert.match(String(of({ logLevel: "loud" })[2]), /^logLevel: must be "debug" or "info".*info, applies/);
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
