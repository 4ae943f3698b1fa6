import assert from "node:assert/strict";
import { fixture } from "../fixtures/fixtures.ts";
import { stdio, TestHub } from "./harness.ts";

Deno.test("Hub reads a tool list of many pages", async () => {
  await using hub = new TestHub([stdio("pages", fixture("paginating"))]);
  const tools = await hub.tools("pages");
  assert.equal(tools.length, 500);
  assert.equal(tools[499], "tool_499");
  assert.equal(await hub.text("pages", "tool_499"), "tool_499");
});

Deno.test("Hub keeps the tools of a list whose pages do not end", async () => {
  await using hub = new TestHub([
    stdio("loop", fixture("paginating", "--loop")),
    stdio("endless", fixture("paginating", "--endless")),
  ]);
  assert.equal((await hub.tools("loop")).length, 500);
  assert.equal((await hub.tools("endless")).length, 2_000);
  const snapshot = hub.snapshot("endless");
  assert.match(
    snapshot.status === "ready" ? snapshot.dropped[0]?.reason ?? "" : "",
    /^more tools than 2000$/,
  );
});

Deno.test("Hub drops malformed tools, keeps the others, and takes results that break the rules", async () => {
  await using hub = new TestHub([stdio("bad", fixture("malformed_tool"))]);
  assert.deepEqual(await hub.tools("bad"), ["good", "no_schema", "odd_schema"]);
  const snapshot = hub.snapshot("bad");
  assert.deepEqual(snapshot.status === "ready" && snapshot.dropped.map(({ name }) => name), [
    "#1",
    "#3",
    "#6",
    "good",
  ]);
  assert.equal(hub.log.filter(({ event }) => event === "hub.tool-dropped").length, 4);
  assert.deepEqual(await hub.call("bad", "good"), {
    content: [{ type: "hologram", data: 1 }],
    structuredContent: [1, 2],
    isError: false,
  });
});

Deno.test("Hub reads the list again when the server says that it has changed", async () => {
  await using hub = new TestHub([stdio("changing", fixture("changing_tools"))]);
  assert.deepEqual(await hub.tools("changing"), ["grow"]);
  for (const count of [2, 3]) {
    await hub.call("changing", "grow");
    await hub.until("changing", (snapshot) => snapshot.status === "ready" && snapshot.tools.length === count);
  }
  assert.deepEqual(await hub.tools("changing"), ["grow", "grown_1", "grown_2"]);
});
