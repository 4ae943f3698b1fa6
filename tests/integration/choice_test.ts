/**
 * The tools that the operator's config does not offer: in no listing, no search, no file, and called by nobody.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { officialServer } from "../support/official_servers.ts";
import { type RunningRunbyte, startRunbyte } from "../support/runbyte.ts";

const typeCheck = "off";

/** Calls a tool by whatever names, past every generated module, and tells what came of it. */
async function callByHand(runbyte: RunningRunbyte, server: string, tool: string): Promise<string> {
  const code = `export const exec = () => {
  const bind = globalThis[Symbol.for("runbyte.bind")];
  return bind(${JSON.stringify(server)})(${JSON.stringify(tool)})({ text: "x" });
};`;
  return (await runbyte.call("execute_code", { code })).text;
}

Deno.test("A tool that is denied is in no listing, search or file, and the server never hears of a call (S-47)", async () => {
  await using runbyte = await startRunbyte({
    config: { typeCheck, mcpServers: { basic: { ...fixture("basic_server"), deny: ["c*", "s*"] } } },
  });
  const listing = await runbyte.call("list_directory", { path: "/servers/basic" });
  assert.match(listing.text, /echo/);
  assert.doesNotMatch(listing.text, /counter|sleep|structured/);
  const search = await runbyte.call("list_directory", { query: "count the calls" });
  assert.doesNotMatch(search.text, /counter/);
  const index = await runbyte.call("read_file", { path: "/servers/basic" });
  assert.doesNotMatch(index.text, /counter|sleep|structured/);
  const refusal = /the operator's config does not offer 'counter' of server 'basic'/;
  const file = await runbyte.call("read_file", { path: "/servers/basic/counter.ts" });
  assert.match(file.text, refusal);
  for (
    const program of [
      `import { counter } from "./servers/basic";\nexport const exec = () => counter({});`,
      `import * as basic from "./servers/basic";\nexport const exec = () => basic.counter({});`,
      `import counter from "./servers/basic/counter";\nexport const exec = () => counter({});`,
    ]
  ) {
    const { text, isError } = await runbyte.call("execute_code", { code: program });
    assert.equal(isError, true);
    assert.match(text, refusal);
    assert.doesNotMatch(text, /structured/, "others are not told");
  }
  for (const attempt of ["counter", "sleep"]) {
    assert.match(
      await callByHand(runbyte, "basic", attempt),
      new RegExp(
        `the operator's config does not offer '${attempt}' of server 'basic'[^]*Next: it offers echo, add, fail`,
      ),
    );
  }
  assert.equal(await callByHand(runbyte, "basic", "echo"), `"x"`);
  assert.match(runbyte.stderr(), /"event":"hub\.connected","server":"basic","tools":6,"withheld":3/);
});

for (const mode of ["legacy", "auto"] as const) {
  Deno.test(`Nothing of a refused call reaches the server (S-47, ${mode})`, async () => {
    await using server = await startRemote("http_server");
    await using runbyte = await startRunbyte({
      config: { typeCheck, expose: ["one"], mcpServers: { one: { url: server.url, deny: ["counter"] } } },
      mode,
    });
    assert.match(await callByHand(runbyte, "one", "counter"), /does not offer 'counter'/);
    await assert.rejects(runbyte.client.callTool({ name: "counter" }), /Unknown tool: counter/);
    assert.equal(await callByHand(runbyte, "one", "echo"), `"x"`);
    assert.equal(server.seen().filter(({ asked }) => asked === "tools/call").length, 1);
  });
}

Deno.test("A denied tool is refused before its server is there (S-47)", async () => {
  const config = { typeCheck, mcpServers: { slow: { ...fixture("never_answers"), deny: ["delete_*"] } } };
  await using runbyte = await startRunbyte({ config });
  assert.match(await callByHand(runbyte, "slow", "delete_repo"), /config does not offer 'delete_repo'/);
});

Deno.test("Only what is allowed is offered, a denied part of it not, and a typo in a pattern is told once", async () => {
  const config = {
    typeCheck,
    mcpServers: {
      files: {
        ...officialServer("filesystem", "."),
        tools: ["read_*", "list_*"],
        deny: ["*_media_*", "wrte_*"],
      },
      nothing: { ...fixture("typed_tools"), allow: [] },
    },
  };
  await using runbyte = await startRunbyte({ config });
  const { text } = await runbyte.call("list_directory", { path: "/servers/files" });
  assert.deepEqual([...text.matchAll(/\w+\.ts/g)].map(String).filter((name) => name !== "index.ts"), [
    "listAllowedDirectories.ts",
    "listDirectory.ts",
    "listDirectoryWithSizes.ts",
    "readFile.ts",
    "readMultipleFiles.ts",
    "readTextFile.ts",
  ]);
  assert.match(await callByHand(runbyte, "files", "write_file"), /does not offer 'write_file'/);
  assert.match(await callByHand(runbyte, "nothing", "create"), /it offers none/);
  await runbyte.call("list_directory", { path: "/servers/nothing" });
  const warnings = runbyte.stderr().split("\n").filter((line) => line.includes("hub.unmatched-pattern"));
  assert.deepEqual(
    warnings.map((line) => JSON.parse(line)).map(({ server, key, pattern }) => [server, key, pattern]),
    [
      ["files", "deny", "wrte_*"],
    ],
  );
});
