/**
 * What is loaded at the start: nothing that only some programs need.
 *
 * @module
 */

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

interface ModuleGraph {
  readonly roots: readonly string[];
  readonly modules: readonly {
    readonly specifier: string;
    readonly dependencies?: readonly {
      readonly specifier: string;
      readonly isDynamic?: boolean;
      readonly code?: { readonly specifier: string };
    }[];
  }[];
}

/** The modules that are reached from an entry without a dynamic import. */
async function loadedAtStart(entry: string): Promise<ReadonlySet<string>> {
  const path = fileURLToPath(new URL(`../../${entry}`, import.meta.url));
  const { code, stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json", path] })
    .output();
  assert.equal(code, 0);
  const graph: ModuleGraph = JSON.parse(new TextDecoder().decode(stdout));
  const byName = new Map(graph.modules.map((module) => [module.specifier, module]));
  const reached = new Set<string>();
  const waiting = [...graph.roots];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    for (const { specifier, code, isDynamic } of byName.get(next)?.dependencies ?? []) {
      if (isDynamic !== true && code !== undefined) waiting.push(code.specifier, specifier);
    }
  }
  return reached;
}

Deno.test("the search's library is not loaded before the first query", async () => {
  const withSearch = [...await loadedAtStart("src/vfs/search_index.ts")];
  assert(withSearch.some((name) => name.includes("minisearch")), "it would be seen");
  const modules = [...await loadedAtStart("src/gateway/gateway.ts")];
  assert(modules.some((name) => name.endsWith("/src/vfs/search.ts")), modules.join("\n"));
  assert.deepEqual(modules.filter((name) => /minisearch|search_index/.test(name)), []);
});
