/**
 * The tokens of a task with ten servers that developers use: browsing what it needs, or loading every definition.
 *
 * @module
 */

import { buildCatalog, type Catalog, type CatalogServer } from "../../src/catalog/catalog.ts";
import { parseServerName } from "../../src/names.ts";
import { INSTRUCTIONS, surfaceTools } from "../../src/server/surface.ts";
import type { ServerSnapshot } from "../../src/tool.ts";
import { readFile } from "../../src/vfs/file.ts";
import { listDirectory } from "../../src/vfs/listing.ts";
import { readCorpus } from "../../tests/codegen/corpus.ts";
import { countTokens } from "../demo/direct.ts";
import type { Measurement } from "./context.ts";
import { measured, type Results, unmeasured } from "./result.ts";
import { median } from "./statistics.ts";
import { surfaceTokens } from "./surface.ts";

const CORPUS = new URL("../../../shared/corpus/", import.meta.url);

/** The ten servers: name in the config → file of the corpus. */
const SERVERS = {
  "azure-devops": "tiberriver256__mcp-server-azure-devops",
  circleci: "circleci__mcp-server-circleci",
  context7: "upstash__context7-mcp",
  filesystem: "modelcontextprotocol__server-filesystem",
  github: "modelcontextprotocol__server-github",
  gitlab: "zereight__mcp-gitlab",
  kubernetes: "mcp-server-kubernetes",
  linear: "tacticlaunch__mcp-linear",
  playwright: "playwright__mcp",
  postgres: "henkey__postgres-mcp-server",
};

function readCatalog(): Catalog {
  const corpus = new Map(readCorpus().map((snapshot) => [String(snapshot.name), snapshot]));
  return buildCatalog(
    Object.entries(SERVERS).map(([text, file]): ServerSnapshot => {
      const snapshot = corpus.get(file);
      const parsed = parseServerName(text);
      if (snapshot === undefined || !parsed.ok) throw new Error(`the corpus has no ${file}`);
      return { ...snapshot, name: parsed.name };
    }),
  );
}

/** All definitions, as they stand in the servers' own lists. */
async function countDefinitions(): Promise<number> {
  const counts = await Promise.all(
    Object.values(SERVERS).map(async (file) => {
      const { tools } = JSON.parse(await Deno.readTextFile(new URL(`${file}.json`, CORPUS)));
      return surfaceTokens("", tools);
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

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
  const hasCorpus = await Deno.stat(CORPUS).then(() => true, () => false);
  if (!hasCorpus) return { tenServers: unmeasured("there is no corpus of tool lists at ../shared/corpus") };
  const catalog = readCatalog();
  const names = catalog.servers.map(({ name }) => name);
  const always = surfaceTokens(INSTRUCTIONS, surfaceTools(names)) +
    countTokens(listDirectory(catalog, "/servers", { withDescriptions: false }));
  const all = await countDefinitions();
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
export const tenServers: Measurement = { name: "tokens", rows: ["tenServers"], measure };
