import assert from "node:assert/strict";
import { load } from "./testing.ts";

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
