import assert from "node:assert/strict";
import { buildCatalog } from "../../src/catalog/catalog.ts";
import type { ServerSnapshot } from "../../src/tool.ts";
import { hasCorpus, readCorpus } from "./corpus.ts";
import { renderAll, runRuntime } from "./rendered.ts";
import { inspect } from "./type_check.ts";

const ignore = !hasCorpus();

Deno.test({
  name: "every tool of the corpus is rendered, and type checks in one program",
  ignore,
  fn: checkCorpus,
});

async function checkCorpus() {
  const catalog = buildCatalog(readCorpus());
  const files = await renderAll(catalog);
  const { errors, modules } = inspect(files);
  assert.deepEqual(errors, []);
  const isOpen = [...files].filter(([, text]) => text.includes("too large to show")).map(([path]) => path);
  assert.deepEqual(isOpen, [], "no real schema is beyond the limits");
  for (const { name, tools } of catalog.servers) {
    assert.deepEqual(
      modules.get(`/servers/${name}/index.ts`)?.values,
      tools.map(({ identifier }) => identifier).sort(),
    );
  }
}

Deno.test({
  name: "equal tools give equal bytes, in whatever order they come",
  ignore,
  fn: async () => {
    const [first, second] = [readCorpus(), readCorpus()].map((snapshots, n) => shuffle(snapshots, n + 1));
    const texts = await renderAll(buildCatalog(first ?? []));
    const again = await renderAll(buildCatalog(second ?? []));
    assert.deepEqual([...again], [...texts]);
  },
});

Deno.test({
  name: "every runtime module of the corpus runs, and calls tools by their own names",
  ignore,
  fn: async () => {
    for (const server of buildCatalog(readCorpus()).servers) {
      const expected = server.tools.map(({ identifier, name }) => [identifier, [server.name, name]]);
      assert.deepEqual(await runRuntime(server), Object.fromEntries(expected));
    }
  },
});

/** The same order for the same seed, so that a failure can be seen again. */
function shuffle(snapshots: readonly ServerSnapshot[], seed: number): readonly ServerSnapshot[] {
  let state = seed;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const mixed = <T>(values: readonly T[]) =>
    values.map((value) => ({ value, key: random() })).sort((a, b) => a.key - b.key).map(({ value }) => value);
  return mixed(snapshots).map((snapshot) =>
    snapshot.status === "ready" ? { ...snapshot, tools: mixed(snapshot.tools) } : snapshot
  );
}
