/**
 * Clients of both SDK generations and both protocol eras, and one that speaks raw lines.
 *
 * @module
 */

import assert from "node:assert/strict";
import { Client as OldClient } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport as OldTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { fixture } from "../fixtures/fixtures.ts";
import { runbyteCommand, startRunbyte } from "../support/runbyte.ts";
import { writeConfig } from "../support/config_file.ts";

// Unchecked, so that a checker that is still starting adds no remark to the answers.
const config = { typeCheck: "off", mcpServers: { one: fixture("basic_server") } };
const code = `import { add } from "./servers/one";\nexport const exec = () => add({ a: 1, b: 2 });`;

for (const mode of ["legacy", "auto"] as const) {
  Deno.test(`The v2 client, protocol era: ${mode}`, async () => {
    await using runbyte = await startRunbyte({ config, mode });
    assert.equal(
      runbyte.client.getNegotiatedProtocolVersion(),
      mode === "auto" ? "2026-07-28" : "2025-11-25",
    );
    const { tools } = await runbyte.client.listTools();
    assert.deepEqual(tools.map(({ name }) => name), ["list_directory", "read_file", "execute_code"]);
    assert.equal(await runbyte.run(code), "3");
  });
}

// The SDK's own transport leaves a timer behind when it closes.
Deno.test(
  { name: "The v1 client over its own transport", sanitizeOps: false, sanitizeResources: false },
  async () => {
    await using file = await writeConfig(config);
    const { command, args } = runbyteCommand("-config", file.path, "-transport", "stdio");
    const client = new OldClient({ name: "old", version: "1.0.0" });
    await client.connect(
      new OldTransport({ command, args: [...args], env: Deno.env.toObject(), stderr: "ignore" }),
    );
    try {
      assert.equal(client.getServerVersion()?.name, "runbyte");
      assert.match(client.getInstructions() ?? "", /list_directory/);
      const result = await client.callTool({ name: "execute_code", arguments: { code } });
      assert.deepEqual(result.content, [{ type: "text", text: `"3"` }]);
      const wrong = await client.callTool({ name: "read_file", arguments: { path: 5 } });
      assert.equal(wrong.isError, true);
      await assert.rejects(client.callTool({ name: "nope", arguments: {} }), /Unknown tool: nope/);
    } finally {
      await client.close();
    }
  },
);

Deno.test("A message that is too long to be read is refused under its own id, and the next one is answered", async () => {
  await using runbyte = await startRunbyte({ config });
  const sending = runbyte.call("execute_code", { code: `// ${"x".repeat(40_000_000)}` });
  await assert.rejects(sending, /a message of 400\d{5} bytes is too long/);
  assert.equal(await runbyte.run(code), "3");
});

Deno.test("stdout holds nothing but JSON-RPC, one answer for each request, also for faulty lines", async () => {
  await using file = await writeConfig(config);
  const { command, args } = runbyteCommand("-config", file.path);
  const child = new Deno.Command(command, {
    args: [...args],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = child.stdin.getWriter();
  const lines = [
    `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"raw","version":"1"}}}`,
    `{"jsonrpc":"2.0","method":"notifications/initialized"}`,
    `this is no JSON`,
    `{"jsonrpc":"1.0","id":2,"method":"ping"}`,
    `[]`,
    `{"jsonrpc":"2.0","id":3,"method":"ping"}`,
    `{"jsonrpc":"2.0","id":4,"method":"no/such"}`,
    `{"jsonrpc":"2.0","id":"five","method":"tools/call","params":{"name":"execute_code","arguments":{"code":${
      JSON.stringify(`console.log("to the agent");\n${code}`)
    }}}}`,
  ];
  await writer.write(new TextEncoder().encode(lines.join("\n") + "\n"));
  // The client closes its end at once: what it asked for is still answered.
  await writer.close();
  const { code: exitCode, stdout } = await child.output();
  assert.equal(exitCode, 0);
  const answers = new TextDecoder().decode(stdout).trim().split("\n").map((line) => JSON.parse(line));
  assert.equal(answers.every(({ jsonrpc }) => jsonrpc === "2.0"), true);
  const byId = (id: unknown) => answers.filter((answer) => answer.id === id);
  assert.equal(byId(1)[0].result.protocolVersion, "2025-06-18");
  assert.deepEqual(byId(3)[0].result, {});
  assert.equal(byId(4)[0].error.code, -32601);
  assert.equal(byId(2)[0].error.code, -32600);
  assert.deepEqual(byId(null).map(({ error }) => error.code).sort(), [-32600, -32700]);
  assert.deepEqual(byId("five").map(({ result }) => result.content), [[
    { type: "text", text: `"3"` },
    { type: "text", text: "Console:\nto the agent" },
  ]]);
});
