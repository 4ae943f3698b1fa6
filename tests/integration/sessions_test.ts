/**
 * Two agents behind one gateway, with a server that they share and one that they do not.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { isRunning } from "../support/running.ts";
import { startGateway } from "../support/gateway.ts";

const CONFIG = {
  mcpServers: {
    own: { ...fixture("asking_server"), scope: "session" },
    shared: fixture("asking_server"),
  },
};

const counting = `import * as own from "./servers/own";
import * as shared from "./servers/shared";
export async function exec() {
  return { own: await own.count(), shared: await shared.count() };
}`;

const learning = `import { learn, count } from "./servers/own";
export async function exec() { return await learn({ name: "anns_own" }); }`;

const usingLearned = `import { annsOwn } from "./servers/own";
export async function exec() { return await annsOwn(); }`;

Deno.test("Programs of two sessions count for themselves at a server with scope session (S-53)", async () => {
  await using run = await startGateway(CONFIG);
  const [ann, bob] = [run.agent("ann"), run.agent("bob")];
  assert.deepEqual(await ann.run(counting), { own: "1", shared: "1" });
  assert.deepEqual(await ann.run(counting), { own: "2", shared: "2" });
  assert.deepEqual(await bob.run(counting), { own: "1", shared: "3" });
  await run.gateway.endSession("ann");
  assert.deepEqual(await bob.run(counting), { own: "2", shared: "4" });
  await assert.rejects(ann.run(counting), /server 'own' is not available: the session is over/);
});

Deno.test("A program is told that its session's own server was started again", async () => {
  await using run = await startGateway({ ...CONFIG, limits: { sessionServerIdleMs: 100 } });
  const ann = run.agent("ann");
  const notice = /Server 'own' has been started again since you last called it/;
  const first = await ann.report(`import { pid } from "./servers/own";\nexport const exec = () => pid();`);
  assert.doesNotMatch(first.notes ?? "", notice);
  while (await isRunning(Number(JSON.parse(first.answer))));
  const report = await ann.report(counting);
  assert.deepEqual(JSON.parse(report.answer), { own: "1", shared: "1" });
  assert.match(report.notes ?? "", notice);
});

Deno.test("A tool that one session's calls brought about is listed, found, read and called by it alone (S-53)", async () => {
  await using run = await startGateway({ typeCheck: "block", ...CONFIG });
  const [ann, bob] = [run.agent("ann"), run.agent("bob")];
  await Promise.all([ann.list("/servers/own"), bob.list("/servers/own")]);
  assert.equal(await ann.run(learning), "learned");
  // The server says that its list has changed; whoever asks is shown the new one within a second.
  while (!(await ann.list("/servers/own")).includes("annsOwn"));
  assert.doesNotMatch(await bob.list("/servers/own"), /annsOwn/);
  assert.match(await ann.list("/servers", "anns own"), /annsOwn/);
  assert.doesNotMatch(await bob.list("/servers", "anns own"), /annsOwn/);
  assert.match(await ann.list("/servers", "anns own"), /annsOwn/, "the index follows whoever asks");
  assert.match(await ann.read("/servers/own/annsOwn.ts"), /annsOwn/);
  await assert.rejects(bob.read("/servers/own/annsOwn.ts"), /not found/);

  assert.equal(await ann.run(usingLearned), "did anns_own");
  const bobs = await bob.report(usingLearned);
  assert.equal(bobs.ok, false);
  assert.match(bobs.answer, /annsOwn/);
  assert.doesNotMatch(bobs.answer, /anns_own/);
});
