import assert from "node:assert/strict";
import { type Leg, type Revision, runSuite, scoredScenarios } from "./suite.ts";

const REQUIREMENTS = new URL(
  "../../node_modules/@modelcontextprotocol/conformance/requirements/",
  import.meta.url,
);

/** The lines of a list in a file of requirements. */
async function required(revision: Revision, leg: Leg): Promise<readonly string[]> {
  const text = await Deno.readTextFile(new URL(`${revision}.yaml`, REQUIREMENTS));
  const [, list = ""] = new RegExp(`^${leg}:\\n((?: {2}- .*\\n)+)`, "m").exec(text) ?? [];
  return [...list.matchAll(/- (\S+)/g)].map(([, name = ""]) => name);
}

Deno.test("scoredScenarios() returns what the suite's files of requirements list", async () => {
  for (const revision of ["2025-11-25", "2026-07-28"] as const) {
    for (const leg of ["client", "server"] as const) {
      const scenarios = await scoredScenarios(revision, leg);
      assert.deepEqual(scenarios, await required(revision, leg));
      assert(scenarios.length > 10, `${revision} ${leg}: ${scenarios.length}`);
    }
  }
});

Deno.test("runSuite() returns the checks of a server's scenarios, and what the suite makes of them", async () => {
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen: () => {} },
    () => new Response("no", { status: 404 }),
  );
  const url = `http://127.0.0.1:${server.addr.port}/mcp`;
  const args = ["--url", url, "--scenario", "ping", "--spec-version", "2025-11-25"];
  const { results, code } = await runSuite({ leg: "server", args });
  await server.shutdown();
  assert.equal(code, 1);
  assert.equal(results.get("ping")?.find(({ id }) => id === "ping")?.status, "FAILURE");
});

Deno.test("runSuite() ends a run that takes too long", async () => {
  const waiting = Promise.withResolvers<Response>();
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, () => waiting.promise);
  const args = ["--url", `http://127.0.0.1:${server.addr.port}/mcp`, "--scenario", "ping"];
  const { code } = await runSuite({ leg: "server", args, timeoutMs: 2_000 });
  waiting.resolve(new Response());
  await server.shutdown();
  assert.equal(code, 128 + 9, "the suite itself would have waited for longer");
});
