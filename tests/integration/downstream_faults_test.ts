/**
 * Downstream servers that are missing, mute, broken or huge: the agent gets one clear sentence, the others serve on.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { startRunbyte } from "../support/runbyte.ts";

const good = fixture("basic_server");

Deno.test("Servers that do not start are listed with their reason, and cost the others nothing", async () => {
  await using runbyte = await startRunbyte({
    config: {
      limits: { connectMs: 4_000 },
      typeCheck: "off",
      mcpServers: {
        good,
        missing: { command: "no-such-command-anywhere" },
        dies: fixture("dies_at_start"),
        mute: fixture("never_answers"),
        refused: { url: "http://127.0.0.1:9/mcp" },
        wrong: { command: "node", url: "http://127.0.0.1:9/" },
      },
    },
  });
  // The mute server is still within its deadline when the listing answers.
  const listing = (await runbyte.call("list_directory", { path: "/servers" })).text;
  assert.match(listing, /├── good\/ \(9 functions\)\n/);
  assert.match(listing, /├── missing\/ \(failed: command not found: "no-such-command-anywhere".*\)\n/);
  assert.match(listing, /├── dies\/ \(failed: .*exited with code 1.*inheritEnv.*\)\n/);
  assert.match(listing, /├── refused\/ \(failed: .*\)\n/);
  assert.match(listing, /├── wrong\/ \(failed: .*both.*\)\n/);
  assert.match(listing, /├── mute\/ \(connecting.*\)\n/);

  assert.equal(
    await runbyte.run(`import { add } from "./servers/good"; export const exec = () => add({ a: 1, b: 2 });`),
    "3",
  );
  // A read waits for the server that it touches, until its deadline.
  const read = await runbyte.call("read_file", { path: "/servers/mute/anything.ts" });
  assert(read.isError);
  assert.match(read.text, /mute.*did not answer within 4 s/);
  const imported = await runbyte.call("execute_code", {
    code: `import { x } from "./servers/mute";\nexport const exec = () => x();`,
  });
  assert(imported.isError);
  assert.match(
    imported.text,
    /mute.*did not answer within 4 s[\s\S]*1 \| import \{ x \} from "\.\/servers\/mute"/,
  );
});

Deno.test("A server that dies in the middle of a call fails that call, and comes back", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck: "off", mcpServers: { good, fragile: fixture("dies_mid_call") } },
  });
  const answer = await runbyte.call("execute_code", {
    code: `import { die } from "./servers/fragile";
import { counter } from "./servers/good";
export async function exec() {
  await counter({});
  return await die();
}`,
  });
  assert(answer.isError);
  assert.match(answer.text, /fragile.*/);
  assert.match(answer.text, /the disk is full/);
  assert.match(answer.text, /at exec \(program\.ts:5:\d+\)\n5 \|   return await die\(\);/);
  assert.match(answer.text, /Completed tool calls:\n- good\/counter \{\}/);
  const pid = await runbyte.run(`import { pid } from "./servers/fragile"; export const exec = () => pid();`);
  assert.match(String(pid), /^\d+$/);
});

for (const path of ["/servers/fragile", "/servers"]) {
  Deno.test(`Listing ${path} connects again to a server that was lost`, async () => {
    await using runbyte = await startRunbyte({
      config: { typeCheck: "off", mcpServers: { fragile: fixture("dies_mid_call") } },
    });
    await assert.rejects(
      runbyte.run(`import { die } from "./servers/fragile"; export const exec = () => die();`),
      /the disk is full/,
    );
    const { text, isError } = await runbyte.call("list_directory", { path });
    assert.equal(isError, false, text);
    assert.match(text, path === "/servers" ? /fragile\/ \(2 functions\)/ : /── die\.ts/);
  });
}

Deno.test("One malformed tool does not cost its server", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck: "off", mcpServers: { odd: fixture("malformed_tool") } },
  });
  const listing = (await runbyte.call("list_directory", { path: "/servers/odd" })).text;
  assert.match(listing, /Not usable: \d+ of the server's tools/);
  assert.match(listing, /├── \w+\.ts\n/);
});

Deno.test("A server with 500 tools, in pages", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck: "off", mcpServers: { many: fixture("paginating") } },
  });
  assert.match((await runbyte.call("list_directory", { path: "/servers" })).text, /many\/ \(500 functions\)/);
  assert.deepEqual(
    await runbyte.run(`import * as many from "./servers/many";
      export const exec = async () => [Object.keys(many).length, await many.tool499()];`),
    [500, "tool_499"],
  );
});

Deno.test("A 10 MB result is filtered in the sandbox", async () => {
  await using runbyte = await startRunbyte({ config: { typeCheck: "off", mcpServers: { good } } });
  const value = await runbyte.run(`import { big } from "./servers/good";
    export async function exec() {
      const rows = await big({ megabytes: 10 });
      return [rows.length > 60_000, rows.filter((row) => row.index % 20_000 === 0).map((row) => row.name)];
    }`);
  assert.deepEqual(value, [true, ["row 0", "row 20000", "row 40000", "row 60000"]]);
});

Deno.test("A 100 MB result fails its call, and the connection goes on", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck: "off", mcpServers: { huge: fixture("big_result") } },
  });
  const value = await runbyte.run(`import { big, small } from "./servers/huge";
    export async function exec() {
      const failure = await big({ megabytes: 100 }).then(() => "none", (error) => error.message);
      return [failure, await small()];
    }`);
  assert(Array.isArray(value));
  assert.match(String(value[0]), /64 MiB|limits\.downstreamMessageBytes/);
  assert.equal(value[1], "small");
});

Deno.test("Nothing of a server's environment or headers reaches the agent or the log (S-41)", async () => {
  const secret = "s3cr3t-canary-value";
  await using runbyte = await startRunbyte({
    config: {
      typeCheck: "off",
      mcpServers: {
        dies: { ...fixture("dies_at_start"), env: { TOKEN: secret } },
        refused: { url: "http://127.0.0.1:9/mcp", headers: { authorization: `Bearer ${secret}` } },
        good,
      },
    },
  });
  const listing = await runbyte.call("list_directory", { path: "/servers" });
  const read = await runbyte.call("read_file", { path: "/servers/dies/x.ts" });
  for (const text of [listing.text, read.text, runbyte.stderr()]) assert.doesNotMatch(text, /s3cr3t/);
});
