import assert from "node:assert/strict";
import { load } from "./testing.ts";

const HINT = "Hint: Specify a config file with -config flag or RUNBYTE_CONFIG env var";

const EVERYTHING = `{ // every kind of problem
  "mcpServer": {},
  "github": { "command": "x" },
  "server": { "port": 70000, "timeout": "30", "port": true, "prot": 1 },
  "limits": { "executionMs": 0, "toolCalls": 1.5, "exectionMs": 5, "guestMemoryBytes": 128, "connectMs": 1e12 },
  "mcpServers": {
    "fine": { "url": "https://x.example", "comand": "c", "envFile": ".env", "disabledTools": [] },
    "both": { "command": "a", "url": "https://x.example" },
    "neither": {},
    "bad/name": { "command": "a" },
    "badtype": { "type": "websocket", "url": "ftp://x" },
    "kinds": { "command": 5, "args": "x", "env": [], "cwd": {}, "inheritEnv": 5, "headers": { "A": 5 } },
    "lists": { "command": "c", "args": ["a", 1, null], "env": { "A": true, "B=x": "" }, "inheritEnv": [1] },
    "headers": { "url": "https://a.example", "headers": { "A b": "", "X": "a\\r\\nb", "Y": "…", "z": "1", "Z": "2" } },
    "off": { "command": "c", "disabled": "yes" },
    "vars": { "command": "\${UNSET}", "args": ["$UNSET $UNSET", "pa$sword", "\${input:key}"] },
    "twice": { "command": "a", "command": "b" },
    "host": { "url": "https://\${UNSET}/mcp" },
    "nul": { "command": "c", "args": ["a\\u0000b"] },
    "my.server": { "type": "sse", "command": "c" },
    "list": []
  }
}`;

Deno.test("readConfig() tells every kind of problem at once, each with its place", () => {
  const { config, problems } = load(EVERYTHING, {
    env: {
      RUNBYTE_PORT: "many",
      RUNBYTE_SERVER_ADDED_TYPE: "pigeon",
      RUNBYTE_SERVER_NO_SUCH_THING: "x",
    },
  });
  assert.deepEqual(problems, [
    'c.json:2:3: warning: mcpServer: unknown key: did you mean "mcpServers"?',
    'c.json:3:3: warning: github: unknown key: a server belongs into "mcpServers"',
    "c.json:4:23: error: server.port: must be at most 65535; the default, 3000, applies",
    "c.json:4:41: error: server.timeout: must be a number, but is a string; the default, 30, applies",
    "c.json:4:47: warning: server.port: given more than once: the last one counts",
    "c.json:4:55: error: server.port: must be a whole number, but is a boolean; the default, 3000, applies",
    'c.json:4:61: warning: server.prot: unknown key: did you mean "port"?',
    "c.json:5:30: error: limits.executionMs: must be at least 1; the default, 30000, applies",
    "c.json:5:46: error: limits.toolCalls: must be a whole number; the default, 10000, applies",
    'c.json:5:51: warning: limits.exectionMs: unknown key: did you mean "executionMs"?',
    "c.json:5:88: error: limits.guestMemoryBytes: must be at least 16777216; the default, 134217728, applies",
    "c.json:5:106: error: limits.connectMs: must be at most 2147483647; the default, 30000, applies",
    'c.json:7:43: warning: mcpServers.fine.comand: unknown key: did you mean "command"?',
    'c.json:7:58: warning: mcpServers.fine.envFile: has no effect in Runbyte: give the variables under "env"',
    'c.json:8:13: error: mcpServers.both: both command and url are given: remove one, or say with "type" which one counts',
    "c.json:9:16: error: mcpServers.neither: neither command nor url is given",
    `c.json:10:17: error: mcpServers["bad/name"]: a server's name must not be '.' or '..' or contain '/' or '\\'`,
    'c.json:11:26: error: mcpServers.badtype.type: invalid type "websocket" (must be stdio, http, or sse)',
    "c.json:11:46: error: mcpServers.badtype.url: must be an http:// or https:// address",
    "c.json:12:27: error: mcpServers.kinds.command: must be a string, but is a number",
    "c.json:12:38: error: mcpServers.kinds.args: must be an array of strings, but is a string",
    "c.json:12:50: error: mcpServers.kinds.env: must be an object of strings, but is an array",
    "c.json:12:61: error: mcpServers.kinds.cwd: must be a string, but is an object",
    "c.json:12:79: error: mcpServers.kinds.inheritEnv: must be true, false or an array of names, but is a number",
    "c.json:12:100: error: mcpServers.kinds.headers.A: must be a string, but is a number",
    "c.json:13:46: error: mcpServers.lists.args[1]: must be a string, but is a number",
    "c.json:13:49: warning: mcpServers.lists.args[2]: null is read as an empty string",
    "c.json:13:70: error: mcpServers.lists.env.A: must be a string, but is a boolean",
    "c.json:13:83: error: mcpServers.lists.env: a variable's name must not be empty or hold '='",
    "c.json:13:104: error: mcpServers.lists.inheritEnv[0]: must be a string, but is a number",
    "c.json:14:66: error: mcpServers.headers.headers: a header's name must be of letters, digits and '-'",
    "c.json:14:75: error: mcpServers.headers.headers.X: a header's value must not hold line breaks, control characters or characters beyond Latin-1",
    "c.json:14:90: error: mcpServers.headers.headers.Y: a header's value must not hold line breaks, control characters or characters beyond Latin-1",
    "c.json:14:110: warning: mcpServers.headers.headers.Z: given more than once in different case: the last one counts",
    "c.json:15:42: error: mcpServers.off.disabled: must be true or false, but is a string",
    "c.json:16:13: error: mcpServers.vars: neither command nor url is given: command is empty",
    "c.json:16:26: warning: mcpServers.vars.command: environment variable UNSET is not set: it expands to nothing",
    "c.json:16:47: warning: mcpServers.vars.args[0]: environment variable UNSET is not set: it expands to nothing",
    "c.json:16:64: warning: mcpServers.vars.args[1]: a '$' in it refers to no variable that is set and expands to nothing: write $$ for a dollar sign",
    "c.json:16:76: warning: mcpServers.vars.args[2]: ${input:…} is not known to Runbyte and expands to nothing: set a variable and use ${env:NAME}",
    "c.json:17:32: warning: mcpServers.twice.command: given more than once: the last one counts",
    "c.json:18:22: warning: mcpServers.host.url: environment variable UNSET is not set: it expands to nothing",
    "c.json:18:22: error: mcpServers.host.url: is not a valid address: a host is missing or malformed",
    "c.json:19:39: error: mcpServers.nul.args[0]: must not hold a NUL character",
    'c.json:20:18: error: mcpServers["my.server"]: type "sse" needs a url',
    "c.json:21:13: error: mcpServers.list: must be an object, but is an array",
    "warning: RUNBYTE_SERVER_NO_SUCH_THING: has no effect: it names no configured server, and a new one needs a single word, then _TYPE, _COMMAND, _ARGS, _CWD, _URL, _HEADER_… or _ENV_…",
    "error: RUNBYTE_SERVER_ADDED_TYPE: invalid type (must be stdio, http, or sse)",
    "error: RUNBYTE_PORT: must be a whole number of at most 65535; it has no effect",
  ]);
  assert.deepEqual(config?.servers.map((server) => server.name), ["fine", "twice"]);
});

Deno.test("readConfig() rejects only the entries that are wrong, each with its reason", () => {
  const { config } = load(EVERYTHING);
  assert.deepEqual(config?.rejected, [
    {
      name: "bad/name",
      reason: "a server's name must not be '.' or '..' or contain '/' or '\\'",
    },
    {
      name: "badtype",
      reason:
        'type: invalid type "websocket" (must be stdio, http, or sse); url: must be an http:// or https:// address',
    },
    {
      name: "both",
      reason: 'both command and url are given: remove one, or say with "type" which one counts',
    },
    {
      name: "headers",
      reason:
        "headers: a header's name must be of letters, digits and '-'; headers.X: a header's value must not hold line breaks, control characters or characters beyond Latin-1; headers.Y: a header's value must not hold line breaks, control characters or characters beyond Latin-1",
    },
    {
      name: "host",
      reason: "url: is not a valid address: a host is missing or malformed",
    },
    {
      name: "kinds",
      reason:
        "command: must be a string, but is a number; args: must be an array of strings, but is a string; env: must be an object of strings, but is an array; cwd: must be a string, but is an object; inheritEnv: must be true, false or an array of names, but is a number; headers.A: must be a string, but is a number",
    },
    {
      name: "list",
      reason: "must be an object, but is an array",
    },
    {
      name: "lists",
      reason:
        "args[1]: must be a string, but is a number; env.A: must be a string, but is a boolean; inheritEnv[0]: must be a string, but is a number; env: a variable's name must not be empty or hold '='",
    },
    {
      name: "my.server",
      reason: 'type "sse" needs a url',
    },
    {
      name: "neither",
      reason: "neither command nor url is given",
    },
    {
      name: "nul",
      reason: "args[0]: must not hold a NUL character",
    },
    {
      name: "off",
      reason: "disabled: must be true or false, but is a string",
    },
    {
      name: "vars",
      reason: "neither command nor url is given: command is empty",
    },
  ]);
});

Deno.test("readConfig() gives no config for a text that cannot be parsed or is no object", () => {
  assert.deepEqual(load('{\n  "mcpServers": {\n    "a": { "command": c }\n  }\n}'), {
    config: undefined,
    problems: ["c.json:3:23: error: this is not JSON: names and texts need double quotes"],
  });
  assert.deepEqual(load("[]"), {
    config: undefined,
    problems: ["c.json:1:1: error: the config must be an object, but is an array"],
  });
});

Deno.test("readConfig() gives no config without a usable server", async (t) => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ["{}", [`c.json:1:1: error: mcpServers: no MCP servers configured. ${HINT}`]],
    ['{"mcpServers":{}}', [`c.json:1:15: error: mcpServers: no MCP servers configured. ${HINT}`]],
    ['{"mcpServers":{"a":{"disabled":true},"b":{}}}', [
      `c.json:1:15: error: mcpServers: no MCP servers configured (1 cannot be used, 1 switched off). ${HINT}`,
      "c.json:1:42: error: mcpServers.b: neither command nor url is given",
    ]],
    [
      '{"mcpServers":[]}',
      [
        "c.json:1:15: error: mcpServers: must be an object, but is an array",
        `c.json:1:1: error: mcpServers: no MCP servers configured. ${HINT}`,
      ].toReversed(),
    ],
  ];
  for (const [text, expected] of cases) {
    await t.step(text, () => assert.deepEqual(load(text), { config: undefined, problems: expected }));
  }
});
