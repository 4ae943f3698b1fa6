import assert from "node:assert/strict";
import { buildCatalog } from "../../src/catalog/catalog.ts";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { exportNames } from "../../src/codegen/export_names.ts";
import { serverIndex } from "../../src/codegen/index_module.ts";
import { toolFile } from "../../src/codegen/tool_module.ts";
import { cleanText } from "../../src/text.ts";
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
  for (const server of catalog.servers) {
    assert.deepEqual(
      modules.get(`/servers/${server.name}/index.ts`)?.values,
      exportNames(server).map(({ name }) => name).sort(),
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

const tokensOf = (text: string) => encode(text, { disallowedSpecial: new Set() }).length;
const medianOf = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

Deno.test({
  name: "a server's index takes at most 32 tokens a tool (median), and 4,000 in all",
  ignore,
  fn: () => {
    const each = buildCatalog(readCorpus()).servers.filter(({ tools }) => tools.length > 0).map((server) => {
      const tokens = tokensOf(serverIndex(server));
      assert.ok(tokens <= 4_000, `${server.name}: ${tokens} tokens`);
      return server.tools.map(() => tokens / server.tools.length);
    });
    assert.ok(medianOf(each.flat()) <= 32, `${medianOf(each.flat())} tokens by tool`);
    assert.ok(medianOf(each.map(([one = 0]) => one)) <= 32, "by server");
  },
});

Deno.test({
  name: "a tool's file takes at most 160 tokens (median)",
  ignore,
  fn: async () => {
    const tools = buildCatalog(readCorpus()).servers.flatMap((server) => server.tools);
    const tokens = await Promise.all(tools.map(async (tool) => {
      const { text, shownLines } = await toolFile(tool);
      return tokensOf(text.split("\n").slice(0, shownLines).join("\n"));
    }));
    assert.ok(medianOf(tokens) <= 160, `${medianOf(tokens)} tokens`);
  },
});

Deno.test({
  name: "what is cut of a description can be read, every word of it",
  ignore,
  fn: async () => {
    const plain = (text: string) => text.replace(/\s+/g, "");
    let cut = 0;
    for (const tool of buildCatalog(readCorpus()).servers.flatMap((server) => server.tools)) {
      const lines = (await toolFile(tool)).text.split("\n");
      const doc = /^\/\*\*\s([^]*?) … \(read lines (\d+)(?:-(\d+))?\)[^]*?\*\/\nexport declare/.exec(
        lines.join("\n"),
      );
      if (doc === null) continue;
      cut++;
      const [, shown = "", first = "", last = first] = doc;
      const whole = `${shown} ${lines.slice(Number(first) - 1, Number(last)).join(" ")}`.replaceAll(
        "*\\/",
        "*/",
      );
      assert.equal(plain(whole), plain(cleanText(tool.description ?? "")), tool.name);
    }
    assert.ok(cut > 50, `${cut} descriptions are cut`);
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
