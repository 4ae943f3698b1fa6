/**
 * The tokens of a task with ten servers that developers use: browsing what it needs, or loading every definition.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../../src/catalog/catalog.ts";
import { INSTRUCTIONS, surfaceTools } from "../../src/server/surface.ts";
import { readFile } from "../../src/vfs/file.ts";
import { listDirectory } from "../../src/vfs/listing.ts";
import { hasCorpus } from "../../tests/codegen/corpus.ts";
import { countTokens, surfaceTokens } from "../../tests/support/tokens.ts";
import type { Measurement } from "./context.ts";
import { measured, type Results, unmeasured } from "./result.ts";
import { median } from "./statistics.ts";
import { allDefinitions, readSet, TEN_SERVERS } from "./tokens/server_set.ts";

/** A server's listing, and its files from small to large, in tokens. */
interface Costs {
  readonly listing: number;
  readonly files: readonly number[];
}

async function costsOf(catalog: Catalog, server: CatalogServer): Promise<Costs> {
  const folder = `/servers/${server.name}`;
  const files = await Promise.all(
    server.tools.map(async ({ identifier }) =>
      countTokens(await readFile(catalog, `${folder}/${identifier}.ts`))
    ),
  );
  return {
    listing: countTokens(listDirectory(catalog, folder, { withDescriptions: false })),
    files: files.toSorted((a, b) => a - b),
  };
}

/** What a task reads with each pair of servers: both listings, and three files of their median size. */
function countTasks(costs: readonly Costs[]): readonly number[] {
  return costs.flatMap((one, index) =>
    costs.slice(index + 1).map((other) =>
      one.listing + other.listing + 3 * median([...one.files, ...other.files])
    )
  );
}

async function measure(): Promise<Results> {
  if (!hasCorpus()) return { tenServers: unmeasured("there is no corpus of tool lists at ../shared/corpus") };
  const set = readSet(TEN_SERVERS);
  const { catalog } = set;
  const names = catalog.servers.map(({ name }) => name);
  const always = surfaceTokens(INSTRUCTIONS, surfaceTools(names)) +
    countTokens(listDirectory(catalog, "/servers", { withDescriptions: false }));
  const all = allDefinitions(set);
  const costs = await Promise.all(catalog.servers.map((server) => costsOf(catalog, server)));
  const saved = countTasks(costs).map((tokens) => 100 * (1 - (always + tokens) / all));
  const typical = Math.round(all * (1 - median(saved) / 100));
  return {
    tenServers: measured(saved, {
      direct: `${all.toLocaleString("en-US")} tokens`,
      note:
        `One value for each pair of the ten servers, with three files of the pair's median size; median ` +
        `${typical.toLocaleString("en-US")} tokens, of which surface and \`/servers\` are ${always}.`,
    }),
  };
}

/** The tokens of a task with ten servers. */
export const tenServers: Measurement = { name: "ten", rows: ["tenServers"], measure };
