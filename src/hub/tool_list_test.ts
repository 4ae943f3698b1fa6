import assert from "node:assert/strict";
import type { JsonObject } from "../json.ts";
import { listTools } from "./tool_list.ts";

/** Serves the pages one after another and records the params. */
function server(...pages: readonly unknown[]) {
  const asked: JsonObject[] = [];
  return {
    asked,
    fetchPage: (params: JsonObject) => Promise.resolve(pages[Math.min(asked.push(params), pages.length) - 1]),
  };
}
const tool = (name: string) => ({ name, inputSchema: { type: "object" } });

Deno.test("listTools() reads all pages in order", async () => {
  const { asked, fetchPage } = server(
    { tools: [tool("a")], nextCursor: "2" },
    { tools: [], nextCursor: "3" },
    {
      tools: [tool("b")],
    },
  );
  const { tools, dropped } = await listTools(fetchPage);
  assert.deepEqual(tools.map(({ name }) => name), ["a", "b"]);
  assert.deepEqual(dropped, []);
  assert.deepEqual(asked, [{}, { cursor: "2" }, { cursor: "3" }]);
});

Deno.test("listTools() drops what it cannot use, and says what and why", async () => {
  const { fetchPage } = server({ tools: [null, { name: "" }, tool("a"), { name: 4 }], nextCursor: "2" }, {
    tools: [{ ...tool("a"), description: "the second" }, { name: "x".repeat(300) }],
    nextCursor: "",
  });
  const { tools, dropped } = await listTools(fetchPage);
  assert.deepEqual(tools, [{ name: "a", inputSchema: { type: "object" }, hints: {}, raw: tool("a") }]);
  assert.deepEqual(dropped.map(({ name, reason }) => `${name.slice(0, 4)} ${reason}`), [
    "#1 not an object",
    "#2 no name",
    "#4 no name",
    "a a tool of this name came before",
    "xxxx name longer than 256 characters",
  ]);
});

Deno.test("listTools() ends a list that goes round in circles", async () => {
  const { asked, fetchPage } = server({ tools: [tool("a")], nextCursor: "1" });
  const { tools, dropped } = await listTools(fetchPage);
  assert.equal(tools.length, 1);
  assert.match(dropped.at(-1)?.reason ?? "", /round in circles/);
  assert.equal(asked.length, 2);
});

Deno.test("listTools() ends a list of pages that has no end", async () => {
  let page = 0;
  const empty = await listTools(() => Promise.resolve({ tools: [], nextCursor: String(++page) }));
  assert.equal(page, 1_000);
  assert.match(empty.dropped[0]?.reason ?? "", /does not end/);
});

Deno.test("listTools() rejects what is no list", async () => {
  for (const page of [undefined, null, [], {}, { tools: {} }]) {
    await assert.rejects(listTools(() => Promise.resolve(page)), /not a list/);
  }
});

Deno.test("listTools() keeps 2,000 tools, and tells once that there are more", async () => {
  const many = (count: number, from = 0) => Array.from({ length: count }, (_, n) => tool(`t${from + n}`));
  const exact = await listTools(server({ tools: many(2_000) }).fetchPage);
  assert.deepEqual([exact.tools.length, exact.dropped], [2_000, []]);
  const rest = { name: "…", reason: "more tools than 2000" };
  for (
    const pages of [[{ tools: many(5_000) }], [
      { tools: many(2_000), nextCursor: "2" },
      { tools: many(9, 2_000), nextCursor: "3" },
      { tools: many(9, 3_000) },
    ]]
  ) {
    const { asked, fetchPage } = server(...pages);
    const { tools, dropped } = await listTools(fetchPage);
    assert.deepEqual([tools.length, dropped], [2_000, [rest]]);
    assert.equal(asked.length, Math.min(pages.length, 2)); // what is not kept is not asked for
  }
  const unusable = await listTools(server({ tools: new Array(5_000).fill(null) }).fetchPage);
  assert.equal(unusable.dropped.length, 2_001);
});

Deno.test("listTools() takes the shortest of the pages' times to live, where they have one", async () => {
  const of = async (...pages: readonly unknown[]) => (await listTools(server(...pages).fetchPage)).ttlMs;
  assert.equal(await of({ tools: [], ttlMs: 5_000, nextCursor: "2" }, { tools: [], ttlMs: 0 }), 0);
  assert.equal(await of({ tools: [], nextCursor: "2" }, { tools: [], ttlMs: 60_000 }), 60_000);
  assert.equal(await of({ tools: [], ttlMs: -1 }), undefined);
  assert.equal(await of({ tools: [], ttlMs: "soon" }), undefined);
});
