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
import { TermSplitter } from "../src/vfs/search_terms.ts";
import { type Question, questionsFor } from "./recall/queries.ts";
import { measureRecall, percent, type Recall, TARGETS } from "./recall/recall.ts";

async function main(): Promise<void> {
  if (!hasCorpus()) return;
  const catalog = buildCatalog(readCorpus());
  const search = new ToolSearch();
  const start = performance.now();
  await search.search(catalog, "/servers", "anything");
  const indexed = performance.now() - start;
  const count = catalog.servers.reduce((sum, { tools }) => sum + tools.length, 0);
  console.log(`${count} tools of ${catalog.servers.length} servers, indexed in ${indexed.toFixed(0)} ms`);
  for (const { title, make, target } of TARGETS) {
    const recall = await measureRecall(search, catalog, questionsFor(catalog, make));
    print(title, recall, target);
    if (percent(recall) < target) Deno.exitCode = 1;
  }
}

function print(title: string, recall: Recall, target: number): void {
  const { asked, found, missed, wordless, times } = recall;
  const time = (part: number) => `${(times[Math.floor(times.length * part)] ?? 0).toFixed(1)} ms`;
  console.log(`
${title}
  recall@10 ${percent(recall).toFixed(2)} %: ${found} of ${asked} (target ${target} %)
  ${time(0.5)} a query in the median, ${time(0.95)} at p95
  ${wordless.length} tools have no word to ask with: ${wordless.map(nameOf).join(", ")}
  ${missed.length} missed, ${
    missed.filter(saysNothing).length
  } of them with words such as "a" and "the" only:`);
  for (const question of missed) console.log(`    ${nameOf(question)}: ${question.query.slice(0, 100)}`);
}

function nameOf({ server, tool }: Question): string {
  return `${server.name}/${tool.identifier}`;
}

/** Tells whether a question has nothing but words that no search looks for. */
function saysNothing({ query }: Question): boolean {
  return new TermSplitter().split(query, { withWholes: false }).length === 0;
}

if (import.meta.main) await main();
