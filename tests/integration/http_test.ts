/**
 * Runbyte over HTTP: clients of both protocol eras, side by side.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { startListening } from "../support/runbyte_http.ts";

const CONFIG = { typeCheck: "off", mcpServers: { basic: fixture("basic_server") } };
const ADD = `import { add } from "./servers/basic";
export async function exec() { return Number(await add({ a: 1, b: 2 })); }`;

Deno.test("Clients of both protocol eras list, read and run over HTTP, on any path", async () => {
  await using runbyte = await startListening({ config: CONFIG });
  for (const mode of ["legacy", "modern"] as const) {
    for (const path of ["/mcp", "/", "/some/where"]) {
      await using agent = await runbyte.connect(mode, { path });
      const { tools } = await agent.client.listTools();
      assert.deepEqual(tools.map(({ name }) => name), ["list_directory", "read_file", "execute_code"]);
      assert.match((await agent.call("list_directory", { path: "/servers" })).text, /basic\//);
      assert.equal(await agent.run(ADD), 3);
    }
  }
  assert.equal(await runbyte.stop(), 0);
});

Deno.test("/healthz says ok, to any Host, and nothing else", async () => {
  await using runbyte = await startListening({ config: CONFIG });
  const url = new URL("/healthz", runbyte.url);
  const response = await fetch(url);
  assert.equal(response.status, 200);
  assert.equal(await response.text(), "ok\n");
  const posted = await fetch(url, { method: "POST" });
  await posted.body?.cancel();
  assert.equal(posted.status, 405);
});

Deno.test("A signal lets a running program finish and its answer arrive", async () => {
  await using runbyte = await startListening({ config: CONFIG });
  const agents = await Promise.all((["legacy", "modern"] as const).map((mode) => runbyte.connect(mode)));
  const code = `import { sleep } from "./servers/basic";
    export async function exec() { console.log("runs"); await sleep({ ms: 1500 }); return "finished"; }`;
  const runs = agents.map(({ client }) => {
    const begun = Promise.withResolvers<void>();
    const answer = client.callTool({ name: "execute_code", arguments: { code } }, {
      onprogress: () => begun.resolve(),
    });
    return { begun: begun.promise, answer };
  });
  await Promise.all(runs.map(({ begun }) => begun));
  const stopped = runbyte.stop();
  await runbyte.logged("server.ending");
  for (const { answer } of runs) {
    assert.deepEqual((await answer).content[0], { type: "text", text: '"finished"' });
  }
  assert.equal(await stopped, 0);
  await Promise.all(agents.map(({ client }) => client.close()));
});
