import assert from "node:assert/strict";
import { buildCatalog } from "../../src/catalog/catalog.ts";
import { ToolSearch } from "../../src/vfs/search.ts";
import { catalogOf } from "../../tests/codegen/catalog_of.ts";
import { hasCorpus, readCorpus } from "../../tests/codegen/corpus.ts";
import { type QuestionMaker, questionsFor, wholeSentence, withoutNames } from "./queries.ts";
import { measureRecall, percent, TARGETS } from "./recall.ts";

Deno.test({
  name: "the first ten have the tool that was asked for, over all published servers in one catalog",
  ignore: !hasCorpus(),
  fn: async () => {
    const catalog = buildCatalog(readCorpus());
    const search = new ToolSearch();
    for (const { title, make, target } of TARGETS) {
      const recall = await measureRecall(search, catalog, questionsFor(catalog, make));
      assert(recall.asked > 1_700, `${recall.asked} tools were asked for`);
      const missed = recall.missed.map(({ server, tool }) => `${server.name}/${tool.identifier}`);
      assert(percent(recall) >= target, `${title}: ${percent(recall)} %, missed ${missed.join(", ")}`);
    }
  },
});

Deno.test("measureRecall() counts what was found, missed, and could not be asked for", async () => {
  const catalog = catalogOf({ s: [{ name: "alpha" }, { name: "beta" }, { name: "gamma" }] });
  const questions = questionsFor(
    catalog,
    (_, { name }) => ({ alpha: "alpha", beta: "gamma" })[String(name)] ?? "",
  );
  const recall = await measureRecall(new ToolSearch(), catalog, questions);
  assert.deepEqual([recall.asked, recall.found, recall.times.length], [2, 1, 2]);
  assert.deepEqual(recall.missed.map(({ tool }) => tool.name), ["beta"]);
  assert.deepEqual(recall.wordless.map(({ tool }) => tool.name), ["gamma"]);
  assert.equal(percent(recall), 50);
});

function queryFor(make: QuestionMaker, name: string, description: string): string {
  return questionsFor(catalogOf({ "acme-mcp": [{ name, description }] }), make)[0]?.query ?? "";
}

Deno.test("wholeSentence() asks with the first sentence, however long", () => {
  const long = `Creates ${"very ".repeat(100)}much`;
  assert.equal(queryFor(wholeSentence, "create", `${long}. Then more.`), `${long}.`);
  assert.equal(queryFor(wholeSentence, "create", "!"), "");
});

Deno.test("withoutNames() takes the words of the names out, in all their forms", () => {
  assert.equal(
    queryFor(withoutNames, "create_issues", "Creating, created: an Issue in acme. More."),
    "an in",
  );
  assert.equal(
    queryFor(withoutNames, "list_queries", "Lists the query of AcmeMCP and MyQuery"),
    "the of and",
  );
  assert.equal(queryFor(withoutNames, "getUser", "get-user by gettext, used"), "by gettext used");
  assert.equal(queryFor(withoutNames, "create_issue", "Create issue"), "");
});
