/**
 * Ten published servers behind one Runbyte: all are listed, and a program calls a tool of each. Nothing of it needs a
 * network.
 *
 * @module
 */

import assert from "node:assert/strict";
import { join } from "node:path";
import { hasGit } from "../support/official_servers.ts";
import { startRunbyte } from "../support/runbyte.ts";
import { startStandInServices } from "../support/stand_in_services.ts";
import { tenServers } from "../support/ten_servers.ts";

/** The tools of the versions that the lock file pins. */
const TOOLS = {
  chart: 27,
  "chrome-devtools": 32,
  context7: 2,
  everything: 13,
  filesystem: 14,
  git: 28,
  memory: 9,
  playwright: 25,
  "sequential-thinking": 1,
  time: 6,
};

/** Calls one tool of each. The two browsers have none that works without a browser: they fail in their own words. */
function program(folder: string): string {
  const path = (name: string) => JSON.stringify(join(folder, name));
  return `import { generatePieChart } from "./servers/chart";
import { listPages } from "./servers/chrome-devtools";
import { resolveLibraryId } from "./servers/context7";
import { getSum } from "./servers/everything";
import { readTextFile, writeFile } from "./servers/filesystem";
import { gitInit, gitStatus } from "./servers/git";
import { createEntities, searchNodes } from "./servers/memory";
import { browserNavigate } from "./servers/playwright";
import { sequentialthinking } from "./servers/sequential-thinking";
import { daysInMonth } from "./servers/time";

export async function exec() {
  const failure = (call: Promise<unknown>) => call.then(() => "no failure", (error) => error.message);
  const file = async () => {
    await writeFile({ path: ${path("a.txt")}, content: "written" });
    return (await readTextFile({ path: ${path("a.txt")} })).content;
  };
  const git = async () => {
    await gitInit({ path: ${path("repository")} });
    return (await gitStatus({ path: ${path("repository")} })).currentBranch;
  };
  const memory = async () => {
    await createEntities({ entities: [{ name: "Ada", entityType: "person", observations: ["counts"] }] });
    return (await searchNodes({ query: "Ada" })).entities[0].observations;
  };
  const thought = { thought: "Two.", nextThoughtNeeded: false, thoughtNumber: 2, totalThoughts: 2 };
  return Object.fromEntries(await Promise.all(Object.entries({
    chart: generatePieChart({ data: [{ category: "a", value: 1 }, { category: "b", value: 2 }] }),
    "chrome-devtools": failure(listPages()),
    context7: resolveLibraryId({ query: "routing", libraryName: "example" }),
    everything: getSum({ a: 2, b: 3 }),
    filesystem: file(),
    git: git(),
    memory: memory(),
    playwright: failure(browserNavigate({ url: "about:blank" })),
    "sequential-thinking": sequentialthinking(thought),
    time: daysInMonth({ date: "2028-02-01" }),
  }).map(async ([server, value]) => [server, await value])));
}`;
}

Deno.test({
  name: "Ten published servers are listed, and a program calls a tool of each",
  ignore: !hasGit(),
  fn: async () => {
    const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-ten-" }));
    await using stack = new AsyncDisposableStack();
    stack.defer(() => Deno.remove(folder, { recursive: true }));
    const services = stack.use(startStandInServices());
    await using runbyte = await startRunbyte({ config: { mcpServers: tenServers(folder, services.url) } });

    const values = await runbyte.run(program(folder));
    assert(typeof values === "object" && values !== null);
    const { playwright, "chrome-devtools": chrome, context7, ...others } = values as Record<string, unknown>;
    assert.deepEqual(others, {
      chart: "chart://pie/2",
      everything: "The sum of 2 and 3 is 5.",
      filesystem: "written",
      git: "main",
      memory: ["counts"],
      "sequential-thinking": {
        thoughtNumber: 2,
        totalThoughts: 2,
        nextThoughtNeeded: false,
        branches: [],
        thoughtHistoryLength: 1,
      },
      time: "The number of days in month is 29.",
    });
    assert.match(String(context7), /\/stand-in\/example/);
    assert.match(String(playwright), /executable doesn.t exist at \/nonexistent\/browser/);
    assert.match(String(chrome), /^Chrome failed to start: Browser was not found/);
    assert.deepEqual([...services.asked].sort(), ["GET /v2/libs/search", "POST /chart"]);

    const { text } = await runbyte.call("list_directory", { path: "/servers" });
    const lines = Object.entries(TOOLS).map(([name, count]) =>
      `├── ${name}/ (${count} function${count === 1 ? "" : "s"})\n`
    );
    assert.equal(text, `/servers/\n${lines.join("")}└── index.ts\n`);
    for (const [name, count] of Object.entries(TOOLS)) {
      const listing = await runbyte.call("list_directory", { path: `/servers/${name}` });
      assert.equal(listing.text.match(/^├── \w+\.ts$/gm)?.length, count, listing.text);
    }
  },
});
