import assert from "node:assert/strict";
import { join } from "node:path";
import { readResults } from "./results.ts";

async function folderWith(...paths: readonly string[]) {
  const folder = await Deno.makeTempDir({ prefix: "runbyte-test-" });
  for (const path of paths) {
    await Deno.mkdir(join(folder, path), { recursive: true });
    const checks = [{ id: path, name: path, description: path, status: "SUCCESS" }];
    await Deno.writeTextFile(join(folder, path, "checks.json"), JSON.stringify(checks));
  }
  return { folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

Deno.test("readResults() finds each scenario's checks, in the order in which they ran", async () => {
  const [first, second] = ["auth/b-2026-01-01T00-00-00-001Z", "a_c-2026-01-01T00-00-01-000Z"] as const;
  await using results = await folderWith(second, first);
  const read = await readResults(results.folder, "client");
  assert.deepEqual([...read].map(([scenario, [check]]) => [scenario, check?.id]), [["auth/b", first], [
    "a_c",
    second,
  ]]);
});

Deno.test("readResults() takes the leg off the names of server scenarios", async () => {
  await using results = await folderWith("server-ping-2026-01-01T00-00-00-001Z");
  assert.deepEqual([...(await readResults(results.folder, "server")).keys()], ["ping"]);
});

Deno.test("readResults() refuses folders that are named otherwise", async () => {
  await using results = await folderWith("ping-2026-01-01T00-00-00-001Z", "what");
  await assert.rejects(readResults(results.folder, "server"), /unknown folder of results/);
  await assert.rejects(readResults(results.folder, "client"), /unknown folder of results: what/);
});
