/**
 * Servers that sessions do not share: each session has a process of its own, and nothing of another's.
 *
 * @module
 */

import assert from "node:assert/strict";
import type { ServerConfig } from "../../src/config/config.ts";
import type { RunbyteError } from "../../src/errors.ts";
import { fixture, startRemote } from "../fixtures/fixtures.ts";
import { remote, stdio, TestHub, type TestHubOptions } from "../hub/harness.ts";
import { openMemory } from "../../src/hub/memory_store.ts";
import { FaultHub, type MarkedConfigs } from "./fault_hub.ts";

/** A hub with one server for each session and one for all. */
async function open(limits: TestHubOptions["limits"] = {}) {
  const hub = await FaultHub.open((marked) => [
    { ...marked.fixture("own", "asking_server"), scope: "session" },
    marked.fixture("shared", "asking_server"),
  ], { limits });
  await Promise.all(["own", "shared"].map((name) => hub.hub.tools(name)));
  const calls = (session: string) => (tool: string, input = {}) =>
    hub.hub.textFor(session, "own", tool, input);
  return { hub, ann: calls("ann"), bob: calls("bob"), cy: calls("cy") };
}

/** The process of a server that all share. */
const SHARED = 1;

/** The names of the tools that a session sees; what one sees that has not called yet, without a session. */
function toolsOf({ hub }: FaultHub, session?: string): readonly string[] {
  const own = hub.hub.snapshots(session).find(({ name }) => name === "own");
  return own?.status === "ready" ? own.tools.map(({ name }) => name) : [];
}

/** Resolves when so many processes of the hub run. */
async function untilProcesses(hub: FaultHub, count: number): Promise<void> {
  while ((await hub.pids()).length !== count);
}

Deno.test("Each session has a process of its own; the first one takes over the one that told the tools (S-53)", async () => {
  const { hub, ann, bob } = await open();
  await using _ = hub;
  assert.equal((await hub.pids()).length, 1 + SHARED);
  assert.deepEqual([await ann("count"), await ann("count")], ["1", "2"]);
  assert.equal((await hub.pids()).length, 1 + SHARED, "a second process for the first session");
  assert.equal(await bob("count"), "1");
  assert.equal((await hub.pids()).length, 2 + SHARED);
  assert.deepEqual([await ann("count"), await bob("count")], ["3", "2"]);
  const counts = [];
  for (const session of ["ann", "bob"]) counts.push(await hub.hub.textFor(session, "shared", "count"));
  assert.deepEqual(counts, ["1", "2"]);
});

Deno.test("Many calls of a session that has none make one process (S-53)", async () => {
  const { hub, ann, bob } = await open();
  await using _ = hub;
  const pids = await Promise.all([ann, bob].flatMap((call) => Array.from({ length: 20 }, () => call("pid"))));
  assert.deepEqual([...new Set(pids)].length, 2);
  assert.equal((await hub.pids()).length, 2 + SHARED);
});

Deno.test("A session's process ends with it, and does not come back (S-53)", async () => {
  const { hub, ann, bob } = await open();
  await using _ = hub;
  await Promise.all([ann("count"), bob("count")]);
  const inFlight = await heldFor(hub, "ann");
  await hub.hub.hub.endSession("ann");
  assert.equal((await hub.pids()).length, 1 + SHARED);
  await assert.rejects(inFlight.done, /went away during the call/);
  await assert.rejects(ann("count"), /server 'own' is not available: the session is over/);
  assert.equal(await bob("count"), "2");
  await hub.hub.hub.endSession("nobody");
  assert.equal((await hub.pids()).length, 1 + SHARED);
});

Deno.test("A session's process ends when it is unused, but not during a call; the next call gets another (S-53)", async () => {
  const { hub, ann, bob } = await open({ sessionServerIdleMs: 200 });
  await using _ = hub;
  const hold = bob("hold");
  assert.equal(await ann("count"), "1");
  await untilProcesses(hub, 1 + SHARED);
  await bob("release");
  assert.equal(await hold, "released");
  await untilProcesses(hub, SHARED);
  assert.ok(toolsOf(hub, "ann").includes("count"), "its tools are still known");
  assert.equal(await ann("count"), "1");
});

Deno.test("A session is told, once, when its process is another than before: it was unused, or it died", async () => {
  const { hub, ann } = await open({ sessionServerIdleMs: 200 });
  await using _ = hub;
  const { signal } = new AbortController();
  /** Calls a tool of the session's own server, and returns its text and whether that was said to be started anew. */
  const call = async (session: string, tool: string) => {
    let isAnew = false;
    const onAnew = () => void (isAnew = true);
    const result = await hub.hub.hub.callTool({
      ...{ server: "own", tool, arguments: {}, session, signal, onAnew },
    });
    return [String(result.content[0]?.["text"]), isAnew];
  };
  assert.deepEqual(await call("ann", "count"), ["1", false]);
  await untilProcesses(hub, SHARED);
  assert.deepEqual(await call("ann", "count"), ["1", true]);
  assert.deepEqual(await call("ann", "count"), ["2", false]);
  Deno.kill(Number(await ann("pid")), "SIGKILL");
  while (hub.logged("hub.lost").length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(await call("ann", "count"), ["1", true]);
  assert.deepEqual(await call("bob", "count"), ["1", false]);
});

Deno.test("There are not more processes than the limit says: the one unused for longest goes, none in use (S-53)", async () => {
  const { hub, ann, bob, cy } = await open({ sessionServers: 2, sessionServerIdleMs: 1_000 });
  await using _ = hub;
  const holds = [ann("hold"), bob("hold")];
  await assert.rejects(
    cy("count"),
    (error: RunbyteError) =>
      error.code === "busy" &&
      /^server 'own' is in use by 2 other sessions, .*: try again later/.test(error.message),
  );
  await bob("release");
  await holds[1];
  // Bob's program might go on: for a moment the place stays his.
  let count: string | undefined;
  for (; count === undefined; await hub.pids()) count = await cy("count").catch(() => undefined);
  assert.equal(count, "1");
  assert.equal((await hub.pids()).length, 2 + SHARED);
  await ann("release");
  assert.equal(await holds[0], "released");
  const why = hub.logged("hub.session-connection-ended").map((fields) => fields["why"]);
  assert.deepEqual(why, ["place needed"]);
});

Deno.test("kill -9 of one session's process is nothing to another (S-53)", async () => {
  const { hub, ann, bob } = await open();
  await using _ = hub;
  const [annPid, bobPid] = await Promise.all([ann("pid"), bob("pid")]);
  const [annHold, bobHold] = [await heldFor(hub, "ann"), await heldFor(hub, "bob")];
  const statuses: string[] = [];
  const stop = hub.hub.hub.onChange(() => {
    const [own] = hub.hub.hub.snapshots("bob");
    statuses.push(own?.status ?? "gone");
  });
  Deno.kill(Number(annPid), "SIGKILL");
  await assert.rejects(annHold.done, /went away during the call: was ended by SIGKILL/);
  assert.notEqual(await ann("pid"), annPid);
  assert.equal(await ann("count"), "1");
  stop();
  assert.deepEqual(new Set(statuses), new Set(["ready"]));
  assert.equal(await bob("pid"), bobPid);
  await bob("release");
  assert.equal(await bobHold.done, "released");
});

/** Begins a call that only ends when it is told to, and resolves when the server is at it. */
async function heldFor({ hub }: FaultHub, session: string): Promise<{ readonly done: Promise<string> }> {
  const begun = Promise.withResolvers<void>();
  const done = hub.hub.callTool({
    ...{ server: "own", tool: "hold", arguments: { tell: true }, session },
    signal: new AbortController().signal,
    onProgress: () => begun.resolve(),
  }).then(({ content }) => String(content[0]?.["text"]));
  done.catch(() => {}); // Whoever waits for it comes later.
  await begun.promise;
  return { done };
}

Deno.test("What a session's calls do to its tools, no other session sees (S-53)", async () => {
  const { hub, ann, bob } = await open();
  await using _ = hub;
  await ann("count");
  assert.equal(hub.hub.hub.snapshots("ann")[0], hub.hub.hub.snapshots()[0], "equal lists are one object");
  await ann("learn", { name: "anns_own" });
  while (!toolsOf(hub, "ann").includes("anns_own")) await changeOf(hub);
  assert.ok(!toolsOf(hub, "bob").includes("anns_own"));
  assert.ok(!toolsOf(hub).includes("anns_own"));
  await bob("count");
  assert.ok(!toolsOf(hub, "bob").includes("anns_own"));
  assert.equal(hub.hub.hub.snapshots("bob")[0], hub.hub.hub.snapshots()[0]);
  assert.ok(toolsOf(hub, "ann").includes("anns_own"));
});

Deno.test("A lazy server has no process before a session calls it, and keeps no list that a call changed (S-53)", async () => {
  const options = { openStore: openMemory() };
  const servers = (marked: MarkedConfigs): readonly ServerConfig[] => [
    // What it is started with is part of what it is known by.
    { ...stdio("own", fixture("asking_server")), scope: "session", lazy: true },
    marked.fixture("shared", "asking_server"),
  ];
  await using before = await FaultHub.open(servers, options);
  assert.ok((await before.hub.tools("own")).includes("learn"));
  await before.hub.textFor("ann", "own", "learn", { name: "anns_own" });
  while (!toolsOf(before, "ann").includes("anns_own")) await changeOf(before);
  assert.ok(!toolsOf(before, "bob").includes("anns_own"));

  await using hub = await FaultHub.open(servers, options);
  assert.ok((await hub.hub.tools("own")).includes("learn"));
  assert.ok(!toolsOf(hub).includes("anns_own"));
  assert.equal(hub.logged("hub.connected").filter(({ server }) => server === "own").length, 0);
  const counts = [];
  for (const session of ["ann", "ann", "bob"]) counts.push(await hub.hub.textFor(session, "own", "count"));
  assert.deepEqual(counts, ["1", "2", "1"]);
  assert.equal(hub.logged("hub.connected").filter(({ server }) => server === "own").length, 2);
});

Deno.test("Pinned tools are those of the first connection, for all sessions (S-53)", async () => {
  await using hub = await FaultHub.open((marked) => [
    { ...marked.fixture("own", "asking_server"), scope: "session", pinTools: true },
  ]);
  await hub.hub.tools("own");
  for (const session of ["ann", "bob"]) {
    await hub.hub.textFor(session, "own", "learn", { name: "new_one" });
    while (hub.logged("hub.tool-held").length < (session === "ann" ? 1 : 2)) await changeOf(hub);
    assert.ok(!toolsOf(hub, session).includes("new_one"));
    await assert.rejects(hub.hub.textFor(session, "own", "new_one"), /is new and waits for the operator/);
  }
});

/** Resolves when something is known anew. */
function changeOf({ hub }: FaultHub): Promise<void> {
  return new Promise((resolve) => {
    const stop = hub.hub.onChange(() => {
      stop();
      resolve();
    });
  });
}

Deno.test("Hub.reconfigure() ends all connections of a server that changed or is gone", async () => {
  const { hub, ann, bob } = await open();
  await using _ = hub;
  const before = await Promise.all([ann("pid"), bob("pid")]);
  const own = { ...ownConfig(hub), env: { MODE: "other" } };
  hub.hub.hub.reconfigure({ servers: [own], rejected: [], redact: (text) => text });
  assert.ok(!before.includes(await ann("pid")));
  await untilProcesses(hub, 1);
  hub.hub.hub.reconfigure({ servers: [], rejected: [], redact: (text) => text });
  await untilProcesses(hub, 0);
  await assert.rejects(ann("pid"), /'own' not found/);
});

function ownConfig({ hub }: FaultHub) {
  const found = hub.servers.find(({ name }) => name === "own");
  assert.ok(found?.type === "stdio");
  return found;
}

Deno.test("A server that does not start is the same failure for every session", async () => {
  await using hub = await FaultHub.open((marked) => [{
    ...marked.script("own", "echo no luck >&2; exit 3"),
    scope: "session",
  }]);
  assert.match(await hub.hub.reason("own"), /before answering: no luck/);
  for (const session of ["ann", "bob"]) {
    await assert.rejects(hub.hub.textFor(session, "own", "x"), /server 'own' is not available \(.*: no luck/);
  }
});

Deno.test("Over HTTP, each session has a session of its own at the server, which ends with it (S-53)", async () => {
  await using server = await startRemote("asking_http");
  await using hub = new TestHub([{ ...remote("own", "http", server.url), scope: "session" }]);
  await hub.tools("own");
  const count = (session: string) => hub.textFor(session, "own", "count");
  const counts = [await count("ann"), await count("ann"), await count("bob"), await count("ann")];
  assert.deepEqual(counts, ["1", "2", "1", "3"]);
  const asked = (what: string) => server.seen().filter((request) => request.asked === what).length;
  assert.equal(asked("initialize"), 2);
  await hub.hub.endSession("ann");
  await server.request(({ method }) => method === "DELETE");
  assert.equal(await count("bob"), "2");
});
