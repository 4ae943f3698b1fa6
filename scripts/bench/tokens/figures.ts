/**
 * The tokens of every step of an agent's way, over sets of published servers.
 *
 * @module
 */

import { median, percentile } from "../statistics.ts";
import { serverIndex } from "../../../src/codegen/index_module.ts";
import { countTokens, definitionTokens } from "../../../tests/support/tokens.ts";
import { Agent } from "./agent.ts";
import { drawTasks } from "./draw.ts";
import { originalFile, originalListing, originalServers } from "./original.ts";
import { originalTask } from "./original_task.ts";
import { placesOf } from "./place.ts";
import { allDefinitions, FIVE_SERVERS, readAll, readSet, TEN_SERVERS, THREE_SERVERS } from "./server_set.ts";

/** Tasks of each size that are drawn from each set. */
export const TASKS = 200;

/** How many tools a task has. */
export const SIZES = [1, 3, 6] as const;

/** The middle of some counts, and what 95 % of them do not exceed. */
export interface Spread {
  readonly median: number;
  readonly p95: number;
}

/** The tokens of single steps, over all servers. */
export interface Steps {
  readonly servers: number;
  readonly tools: number;
  readonly surface: number;
  readonly definitions: number;
  readonly find: Spread;
  /** `/servers`. */
  readonly root: { readonly now: number; readonly original: number };
  /** A server's listing without descriptions, with them, and its index, beside its definitions. */
  readonly server: {
    readonly names: Spread;
    readonly described: Spread;
    readonly index: Spread;
    /** The index, for each of its tools. */
    readonly indexPerTool: number;
    readonly definitions: Spread;
    readonly originalNames: Spread;
    readonly originalDescribed: Spread;
  };
  readonly tool: { readonly file: Spread; readonly definition: Spread; readonly original: Spread };
}

/** The tokens of whole tasks with one set of servers. */
export interface Tasks {
  readonly servers: number;
  readonly tools: number;
  readonly definitions: number;
  /** The median of the tasks of each size, in the order of {@linkcode SIZES}. */
  readonly sizes: readonly { readonly now: number; readonly original: number }[];
}

/** All figures. */
export interface TokenFigures {
  readonly steps: Steps;
  readonly sets: readonly Tasks[];
}

/** Counts everything. Needs the corpus. */
export async function countFigures(): Promise<TokenFigures> {
  const all = new Agent(readAll());
  const sets = [THREE_SERVERS, FIVE_SERVERS, TEN_SERVERS].map((files) => new Agent(readSet(files)));
  return { steps: await countSteps(all), sets: await Promise.all([...sets, all].map(countTasks)) };
}

async function countSteps(agent: Agent): Promise<Steps> {
  const { catalog, definitions } = agent.set;
  const places = placesOf(catalog);
  const overServers = (count: (server: (typeof catalog.servers)[number]) => number) =>
    spread(catalog.servers.map(count));
  const indexes = catalog.servers.map((server) => countTokens(serverIndex(server)));
  const found = await Promise.all(places.map((place) => agent.find(place)));
  const original = (withDescriptions: boolean) =>
    overServers((server) => countTokens(originalListing(server, { withDescriptions })));
  return {
    servers: catalog.servers.length,
    tools: places.length,
    surface: agent.surface,
    definitions: allDefinitions(agent.set),
    find: spread(found.map(({ answer }) => answer)),
    root: { now: agent.list("/servers", false), original: countTokens(originalServers(catalog)) },
    server: {
      names: overServers(({ name }) => agent.list(`/servers/${name}`, false)),
      described: overServers(({ name }) => agent.list(`/servers/${name}`, true)),
      index: spread(indexes),
      indexPerTool: median(
        indexes.map((tokens, n) => tokens / Math.max(1, catalog.servers[n]?.tools.length ?? 1)),
      ),
      definitions: spread([...definitions.values()]),
      originalNames: original(false),
      originalDescribed: original(true),
    },
    tool: {
      file: spread(await Promise.all(places.map((place) => agent.read(place)))),
      definition: spread(
        places.map(({ tool }) => definitionTokens([{ ...tool, inputSchema: tool.inputSchema }])),
      ),
      original: spread(places.map((place) => countTokens(originalFile(place)))),
    },
  };
}

async function countTasks(agent: Agent): Promise<Tasks> {
  const { set } = agent;
  const sizes = [];
  for (const size of SIZES) {
    const tasks = drawTasks(set.catalog, size, TASKS);
    const now = await Promise.all(tasks.map((task) => agent.task(task)));
    sizes.push({ now: median(now), original: median(tasks.map((task) => originalTask(set, task))) });
  }
  return {
    servers: set.catalog.servers.length,
    tools: placesOf(set.catalog).length,
    definitions: allDefinitions(set),
    sizes,
  };
}

function spread(values: readonly number[]): Spread {
  return { median: median(values), p95: percentile(values, 95) };
}
