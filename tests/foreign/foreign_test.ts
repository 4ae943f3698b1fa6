/**
 * The MCP Inspector's command line and mcporter in front of Runbyte, over both transports.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { writeConfig } from "../support/config_file.ts";
import { runbyteCommand } from "../support/runbyte.ts";
import { startListening } from "../support/runbyte_http.ts";
import { type ClientName, type ClientRun, installClients } from "./clients.ts";

const CONFIG = { typeCheck: "off", mcpServers: { basic: fixture("basic_server") } };
const TOOLS = ["list_directory", "read_file", "execute_code"];
const CODE = `import { add } from "./servers/basic";
export const exec = async () => ({ sum: Number(await add({ a: 1, b: 2 })) });`;
const TOKEN = "0123456789abcdef0123456789abcdef";

const clients = await installClients();
if (clients.kind === "missing") console.warn(`skipped, because of the foreign clients: ${clients.why}`);
const run = (name: ClientName, ...args: readonly string[]): Promise<ClientRun> => {
  if (clients.kind === "missing") throw new Error(clients.why);
  return clients.run(name, args);
};

/** Where a client finds Runbyte: its arguments for that, without and with what it sends of a token. */
interface Place {
  readonly inspector: readonly string[];
  readonly mcporter: readonly string[];
}

/** A config file of the kind that both clients read, with Runbyte over stdio in it. */
async function overStdio(): Promise<Place & AsyncDisposable> {
  const config = await writeConfig(CONFIG);
  const { command, args } = runbyteCommand("-config", config.path, "-transport", "stdio");
  const file = await writeConfig({ mcpServers: { runbyte: { command, args } } });
  return {
    inspector: ["--config", file.path, "--server", "runbyte"],
    mcporter: ["--config", file.path, "runbyte"],
    [Symbol.asyncDispose]: async () => {
      await config[Symbol.asyncDispose]();
      await file[Symbol.asyncDispose]();
    },
  };
}

function overHttp(url: string, token?: string): Place {
  const [inspector, mcporter] = token === undefined
    ? [["--stored-auth-only"], []]
    : [["--header", `Authorization: Bearer ${token}`], ["--header", `Authorization=Bearer ${token}`]];
  return {
    inspector: ["--server-url", url, "--transport", "http", ...inspector],
    mcporter: ["--http-url", url, "--allow-http", "--name", "runbyte", "--no-oauth", ...mcporter],
  };
}

async function inspect({ inspector }: Place, era: string, method: string, ...args: readonly string[]) {
  const options = ["--protocol-era", era, "--format", "json", "--quiet", "--method", method, ...args];
  return await run("inspector", "--cli", ...inspector, ...options);
}

async function port({ mcporter: [first = "", ...rest] }: Place, command: string, ...args: readonly string[]) {
  // A config file is named before the command, a URL after it.
  const [before, after] = first === "--config"
    ? [[first, rest[0] ?? ""], rest.slice(1)]
    : [[], [first, ...rest]];
  return await run("mcporter", ...before, command, ...after, ...args);
}

/** What both clients do at a place. */
async function use(place: Place, t: Deno.TestContext): Promise<void> {
  for (const era of ["legacy", "modern"]) {
    await t.step(`Inspector, ${era}: tools/list`, async () => {
      const { stdout, stderr } = await inspect(place, era, "tools/list", "--strict");
      assert.deepEqual(JSON.parse(stdout || stderr).result?.tools.map(nameOf), TOOLS);
    });
    await t.step(`Inspector, ${era}: tools/call`, async () => {
      const call = async (tool: string, given: unknown) => {
        const args = ["--tool-name", tool, "--tool-args-json", JSON.stringify(given)];
        const { stdout, stderr } = await inspect(place, era, "tools/call", ...args);
        return JSON.parse(stdout || stderr).result?.content[0].text;
      };
      assert.match(await call("list_directory", { path: "/servers" }), /basic\//);
      assert.equal(await call("execute_code", { code: CODE }), '{"sum":3}');
    });
  }
  await t.step("mcporter: list", async () => {
    const { stdout, stderr } = await port(place, "list", "--json");
    assert.deepEqual(JSON.parse(stdout || stderr).tools?.map(nameOf), TOOLS);
  });
  await t.step("mcporter: call", async () => {
    const listed = await port(place, "call", "--tool", "list_directory", "--args", "{}");
    assert.match(listed.stdout, /basic\//);
    const args = ["--args", JSON.stringify({ code: CODE }), "--output", "json"];
    const { stdout, stderr } = await port(place, "call", "--tool", "execute_code", ...args);
    assert.deepEqual(JSON.parse(stdout || stderr), { sum: 3 });
  });
}

function nameOf({ name }: { readonly name: string }): string {
  return name;
}

const ignore = clients.kind === "missing";

Deno.test({
  name: "Inspector and mcporter over stdio",
  ignore,
  fn: async (t) => {
    await using place = await overStdio();
    await use(place, t);
    await t.step("mcporter: emit-ts", async () => {
      const out = "types.d.ts";
      const { code, stdout, stderr } = await port(place, "emit-ts", "--mode", "types", "--out", out);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /Emitted/);
    });
  },
});

Deno.test({
  name: "Inspector and mcporter over HTTP",
  ignore,
  fn: async (t) => {
    await using runbyte = await startListening({ config: CONFIG });
    await use(overHttp(runbyte.url), t);
    await t.step("Inspector: 50 calls, ten at a time", async () => {
      const load = [
        "--tool-name",
        "list_directory",
        "--tool-args-json",
        "{}",
        "--load",
        "--load-requests",
        "50",
      ];
      const { stdout } = await inspect(overHttp(runbyte.url), "legacy", "tools/call", ...load);
      const { result = {} } = JSON.parse(stdout);
      const { ok, errors, toolErrors } = result;
      assert.deepEqual({ ok, errors, toolErrors }, { ok: 50, errors: 0, toolErrors: 0 });
    });
  },
});

Deno.test({
  name: "Inspector and mcporter over HTTP with a token, and what they say without it",
  ignore,
  fn: async (t) => {
    await using runbyte = await startListening({ config: CONFIG, env: { RUNBYTE_TOKEN: TOKEN } });
    await use(overHttp(runbyte.url, TOKEN), t);
    for (const [what, token] of [["no token", undefined], ["a wrong token", `${TOKEN}0`]] as const) {
      await t.step(`Inspector with ${what}`, async () => {
        const { code, stderr } = await inspect(overHttp(runbyte.url, token), "legacy", "tools/list");
        assert.notEqual(code, 0);
        assert.match(stderr, /auth_required|401|Unauthorized/);
      });
      await t.step(`mcporter with ${what}`, async () => {
        const { stdout, stderr } = await port(overHttp(runbyte.url, token), "list", "--json");
        assert.match(stdout + stderr, /auth|401/i);
        assert.doesNotMatch(stdout, /execute_code/);
      });
    }
  },
});

Deno.test({
  name: "A client that would reach another machine is caught",
  ignore,
  fn: async () => {
    const elsewhere = overHttp("http://192.0.2.1:8080/mcp");
    await assert.rejects(inspect(elsewhere, "legacy", "tools/list"), /192\.0\.2\.1/);
  },
});
