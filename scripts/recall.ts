/**
 * Measures how well `list_directory` with a query finds tools: over the tool lists of published servers, all in one catalog,
 * each tool is asked for with the first sentence of its description, and with what is left of it without the words of the
 * names. Ends with 1 below the targets.
 *
 * @module
 */

import { buildCatalog } from "../src/catalog/catalog.ts";
import { ToolSearch } from "../src/vfs/search.ts";
import { hasCorpus, readCorpus } from "../tests/codegen/corpus.ts";
import { type QuestionMaker, questionsFor, wholeSentence, withoutNames } from "./recall/queries.ts";
import { measureRecall, percent } from "./recall/recall.ts";

/** The least share of tools that the first ten have, in per cent. */
export const TARGETS = { wholeSentence: 98, withoutNames: 75 } as const;

const KINDS: readonly (readonly [title: string, make: QuestionMaker, target: number])[] = [
  ["first sentence", wholeSentence, TARGETS.wholeSentence],
  ["without the words of the names", withoutNames, TARGETS.withoutNames],
];

async function main(): Promise<void> {
  if (!hasCorpus()) return;
  const catalog = buildCatalog(readCorpus());
  const search = new ToolSearch();
  const start = performance.now();
  await search.search(catalog, "/servers", "anything");
  const indexed = performance.now() - start;
  const count = catalog.servers.reduce((sum, { tools }) => sum + tools.length, 0);
  console.log(`${count} tools of ${catalog.servers.length} servers, indexed in ${indexed.toFixed(0)} ms`);
  for (const [title, make, target] of KINDS) {
    const recall = await measureRecall(search, catalog, questionsFor(catalog, make));
    const share = percent(recall);
    const time = (part: number) => (recall.times[Math.floor(recall.times.length * part)] ?? 0).toFixed(1);
    console.log(
      `\n${title}: recall@10 ${
        share.toFixed(2)
      } % (${recall.found} of ${recall.asked}, target ${target} %), ` +
        `${recall.wordless.length} tools without a word, query ${time(0.5)} ms median, ${time(0.95)} ms p95`,
    );
    if (share < target) Deno.exitCode = 1;
    console.log(`missed (${recall.missed.length}):`);
    for (const { server, tool, query } of recall.missed) {
      console.log(`  ${server.name}/${tool.identifier}: ${query.slice(0, 100)}`);
    }
  }
}

if (import.meta.main) await main();
