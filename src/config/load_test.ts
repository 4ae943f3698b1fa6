import assert from "node:assert/strict";
import { join } from "node:path";
import { DEFAULT_LIMITS } from "../limits.ts";
import { loadConfig } from "./load.ts";
import { formatProblem } from "./problem.ts";
import { clean, load } from "./testing.ts";

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

Deno.test("readConfig() takes what to do about type mistakes; by default they keep a program from running", () => {
  const mcpServers = { s: { command: "c" } };
  assert.equal(clean({ mcpServers }).typeCheck, "block");
  for (const typeCheck of ["block", "warn", "off"]) {
    assert.equal(clean({ typeCheck, mcpServers }).typeCheck, typeCheck);
  }
  assert.equal(clean({ typeCheck: null, mcpServers }).typeCheck, "block");
  const words = 'must be "block" or "warn" or "off"';
  for (const [typeCheck, problem] of [["on", words], [false, `${words}, but is a boolean`]] as const) {
    const { config, problems } = load({ typeCheck, mcpServers });
    assert.equal(config?.typeCheck, "block");
    assert.deepEqual(problems, [`c.json:1:14: error: typeCheck: ${problem}; the default, block, applies`]);
  }
  assert.match(load({ typecheck: "warn", mcpServers }).problems[0] ?? "", /is read as "typeCheck"/);
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
