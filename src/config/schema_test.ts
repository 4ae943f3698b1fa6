import assert from "node:assert/strict";
import { Validator } from "@cfworker/json-schema";
import { readConfig } from "./load.ts";
import { configSchema } from "./schema.ts";

// A Schema of cfworker's own declares every keyword; this one is a plain object with the same content.
const validator = new Validator(configSchema() as ConstructorParameters<typeof Validator>[0], "7", false);

Deno.test("configSchema() accepts what Runbyte reads without a fault", () => {
  const config = {
    $schema: "x",
    typeCheck: "warn",
    expose: ["github/get_me"],
    server: { port: 3000, tokens: { ann: "${TOKEN}" }, timeout: 2.5 },
    limits: { executionMs: 1000 },
    mcpServers: {
      local: {
        command: "npx",
        args: ["-y", "x"],
        env: { A: "b" },
        inheritEnv: ["C"],
        deny: ["delete_*"],
        lazy: true,
      },
      remote: { url: "https://a.example/mcp", headers: { A: "b" }, scope: "session" },
      alias: { httpUrl: "https://a.example/mcp", disabledTools: ["x"] },
    },
  };
  assert.deepEqual(validator.validate(config).errors, []);
  const { problems } = readConfig({ file: "/c.json", text: JSON.stringify(config) }, {
    env: { TOKEN: "0123456789abcdef" },
    home: undefined,
  });
  assert.deepEqual(problems.filter(({ severity }) => severity === "error"), []);
});

Deno.test("configSchema() refuses what Runbyte refuses", () => {
  const faulty: readonly object[] = [
    { typeCheck: "sometimes" },
    { limits: { executionMs: "30" } },
    { server: { port: 70_000 } },
    { mcpServers: { a: {} } },
    { mcpServers: { a: { command: 5 } } },
    { mcpServers: { a: { command: "x", allow: "echo" } } },
    { expose: "*" },
  ];
  for (const config of faulty) assert.equal(validator.validate(config).valid, false, JSON.stringify(config));
});
