import assert from "node:assert/strict";
import type { Catalog } from "../catalog/catalog.ts";
import { buildCatalog } from "../catalog/catalog.ts";
import { catalogOf, serverName } from "../../tests/codegen/catalog_of.ts";
import { parseToolDefinition, type ServerSnapshot } from "../tool.ts";
import { ToolIndex } from "./search_index.ts";

const tools = {
  github: [
    { name: "create_issue", description: "Create a new issue in a repository" },
    { name: "list_issues", description: "List issues in a repository" },
    { name: "get_me", description: "Returns the authenticated user" },
    {
      name: "search",
      description: "Looks for things",
      inputSchema: { properties: { milestone: { description: "Only those due then" } } },
    },
  ],
  slack: [
    { name: "postMessage", description: "Send a message to a channel" },
    { name: "listChannels", description: "List all channels" },
  ],
};

async function rank(query: string, catalog: Catalog = catalogOf(tools)) {
  const index = new ToolIndex();
  await index.update(catalog);
  const { hits, unknown } = index.rank(query);
  return { names: hits.map(({ server, tool }) => `${server.name}/${tool.identifier}`), unknown };
}

const first = async (query: string) => (await rank(query)).names[0];

Deno.test("ToolIndex.rank() finds a tool by name, description, argument and server", async () => {
  assert.equal(await first("create_issue"), "github/createIssue");
  assert.equal(await first("createIssue"), "github/createIssue");
  assert.equal(await first("./servers/github/createIssue"), "github/createIssue");
  assert.equal(await first("authenticated user"), "github/getMe");
  assert.equal(await first("milestone"), "github/search");
  assert.equal(await first("what is due"), "github/search");
  assert.equal(await first("slack list"), "slack/listChannels");
});

Deno.test("ToolIndex.rank() finds a tool by another form or word, a beginning, a slip of the pen", async () => {
  assert.equal(await first("creating issues"), "github/createIssue");
  assert.equal(await first("open a ticket"), "github/createIssue");
  assert.equal(await first("authent"), "github/getMe");
  assert.equal(await first("chanels"), "slack/listChannels");
});

Deno.test("ToolIndex.rank() puts the tool that has more of the query first", async () => {
  const { names } = await rank("list the channels of slack");
  assert.deepEqual(names, ["slack/listChannels", "slack/postMessage", "github/listIssues"]);
});

Deno.test("ToolIndex.rank() keeps the catalog's order among equals", async () => {
  const same = Array.from({ length: 20 }, (_, n) => ({ name: `tool_${String.fromCharCode(97 + n)}x` }));
  const { names } = await rank("tool", catalogOf({ b: same, a: same }));
  assert.deepEqual(names, names.toSorted());
  assert.equal(names.length, 40);
});

Deno.test("ToolIndex.rank() tells the words that no tool has", async () => {
  assert.deepEqual(await rank("frobnicate"), { names: [], unknown: ["frobnicate"] });
  assert.deepEqual((await rank("list frobnicate chanels")).unknown, ["frobnicate"]);
});

Deno.test("ToolIndex.rank() takes hostile queries, and quickly", async () => {
  const index = new ToolIndex();
  await index.update(catalogOf(tools));
  const queries = [
    "",
    "x".repeat(1_000_000),
    "create ".repeat(200_000),
    "!@#$%^&*()".repeat(100_000),
    "\u0000\u001b[31m\u202e\ud800",
    "(a+)+$ [^ (?<x>",
    "__proto__ constructor toString hasOwnProperty prototype",
    "* AND OR NOT field:value",
  ];
  const start = performance.now();
  for (const query of queries) index.rank(query);
  assert(performance.now() - start < 1_000);
  assert.equal(index.rank("create ".repeat(200_000)).hits[0]?.tool.identifier, "createIssue");
});

Deno.test("ToolIndex.rank() takes tools that are called like parts of a prototype", async () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];
  const catalog = catalogOf({ odd: names.map((name) => ({ name, description: name })) });
  for (const name of names) {
    const { names: found } = await rank(name, catalog);
    assert.equal(found.length, 1, name);
  }
});

Deno.test("ToolIndex.update() follows the catalog as if it were made anew", async () => {
  const snapshots = Array.from({ length: 6 }, (_, n) => server(`s${n}`, 60));
  const index = new ToolIndex();
  await index.update(buildCatalog(snapshots));
  const changed = [...snapshots.slice(2), server("s1", 7), server("new", 30)];
  for (const now of [changed, snapshots, changed.slice(1), []]) {
    const catalog = buildCatalog(now);
    await index.update(catalog);
    const anew = new ToolIndex();
    await anew.update(catalog);
    for (const query of ["tool", "seven", "s1 tool number three", "new"]) {
      const [these, those] = [index, anew].map((one) => one.rank(query).hits);
      assert.deepEqual(these?.map(({ tool }) => tool), those?.map(({ tool }) => tool), query);
      assert(
        these?.every(({ server }) => catalog.servers.includes(server)),
        "hits are of the catalog asked about",
      );
    }
  }
});

function server(name: string, count: number): ServerSnapshot {
  const words = ["one", "two", "three", "four", "five", "six", "seven"];
  const entries = Array.from({ length: count }, (_, n) => ({
    name: `tool_${n}`,
    description: `Tool number ${words[n % 7]} of ${words[n % 5]}`,
  }));
  return {
    name: serverName(name),
    status: "ready",
    tools: entries.map(parseToolDefinition).flatMap((parsed) => parsed.ok ? [parsed.tool] : []),
    dropped: [],
  };
}
