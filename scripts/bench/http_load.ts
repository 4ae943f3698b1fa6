/**
 * A hundred agents over HTTP with mixed work, and what one that floods does to the others.
 *
 * @module
 */

import { fixture } from "../../tests/fixtures/fixtures.ts";
import { startListening } from "../../tests/support/runbyte_http.ts";
import type { Measurement } from "./context.ts";
import { type HttpAnswer, HttpBenchAgent } from "./http_agent.ts";
import { rssOf } from "./process_tree.ts";
import { measured, type Results, unmeasured } from "./result.ts";
import { percentile } from "./statistics.ts";
import { UNCHECKED } from "./subject.ts";

const AGENTS = 100;
const RUN_MS = 60_000;
/** Both ways of working take turns, so that a machine that becomes slower does so for both. */
const ROUNDS = 4;
const WARM_MS = 5_000;
/** What an agent does between two requests: people's agents think for seconds. */
const PAUSE_MS = 400;
/** Requests that the flooding agent has under way all the time. */
const FLOOD = 64;

/** Every agent has a token of its own; the last one floods. */
const TOKENS = Object.fromEntries(
  Array.from({ length: AGENTS + 1 }, (_, index) => [`agent-${index}`, `bench-token-${index}-0123456789`]),
);

/** Kinds of work, as often as they stand here. The answer has to begin with `expect`. */
interface Work {
  readonly tool: string;
  readonly args: (random: number) => Readonly<Record<string, unknown>>;
  readonly expect: (random: number) => string;
}

const SUM: Work = {
  tool: "execute_code",
  args: (n) => ({
    code: `import { add } from "./servers/basic";
export async function exec() { return Number(await add({ a: ${n}, b: 1 })); }`,
  }),
  expect: (n) => String(n + 1),
};
const SORT: Work = {
  tool: "execute_code",
  args: (n) => ({
    code: `export async function exec() {
  const rows = Array.from({ length: 500 }, (_, index) => ({ key: (index * 7919 + ${n}) % 500 }));
  return rows.toSorted((a, b) => a.key - b.key)[499].key;
}`,
  }),
  expect: () => "499",
};
const LIST: Work = {
  tool: "list_directory",
  args: () => ({ path: "/servers/basic" }),
  expect: () => "/servers/basic/",
};
const QUERY: Work = { tool: "list_directory", args: () => ({ query: "add numbers" }), expect: () => "" };
const READ: Work = {
  tool: "read_file",
  args: () => ({ path: "/servers/basic/add.ts" }),
  expect: () => "/** Adds two numbers. */",
};
const MIX: readonly Work[] = [LIST, QUERY, READ, READ, SUM, SUM, SUM, SORT];

/** What one phase came to. */
interface Phase {
  readonly latencies: readonly number[];
  readonly perSecond: number;
  readonly faults: readonly string[];
}

/** Repeats a step until the time is over. */
async function until(end: number, step: () => Promise<void>): Promise<void> {
  while (performance.now() < end) await step();
}

/** Lets all agents work for some time. */
async function work(agents: readonly HttpBenchAgent[], ms: number): Promise<Phase> {
  const latencies: number[] = [];
  const faults: string[] = [];
  const startedAt = performance.now();
  await Promise.all(agents.map((agent, index) =>
    until(startedAt + ms, async () => {
      // All begin at other times, and go on so.
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (0.5 + Math.random())));
      const number = Math.floor(Math.random() * 1_000) + index;
      const { tool, args, expect } = MIX[Math.floor(Math.random() * MIX.length)] ?? SUM;
      const sentAt = performance.now();
      const answer = await agent.call(tool, args(number)).catch((error): HttpAnswer => ({
        status: 0,
        text: String(error),
        isError: true,
      }));
      latencies.push(performance.now() - sentAt);
      if (answer.isError || !answer.text.startsWith(expect(number))) {
        faults.push(`${tool}: ${answer.status} ${answer.text.slice(0, 200)}`);
      }
    })
  ));
  return { latencies, faults, perSecond: latencies.length / ((performance.now() - startedAt) / 1_000) };
}

/** Sends programs and listings as fast as they are answered, refusals too, until it is told to stop. */
async function flood(
  agent: HttpBenchAgent,
  signal: AbortSignal,
): Promise<{ answered: number; refused: number }> {
  const counts = { answered: 0, refused: 0 };
  await Promise.all(Array.from({ length: FLOOD }, async () => {
    while (!signal.aborted) {
      const { tool, args } = Math.random() < 0.5 ? SORT : LIST;
      const { isError } = await agent.call(tool, args(1)).catch(() => ({ isError: true }));
      if (isError) counts.refused++;
      else counts.answered++;
    }
  }));
  return counts;
}

/** What all rounds came to. */
interface Played {
  readonly alone: readonly Phase[];
  /** Beside the agent that floods. */
  readonly beside: readonly Phase[];
  /** Of the agent that floods. */
  readonly counts: { readonly answered: number; readonly refused: number };
  /** The gateway's after each round, in MB; zeros where that is not known. */
  readonly memory: readonly number[];
}

/** Plays the rounds: each first without the agent that floods, then beside it. */
async function play(
  honest: readonly HttpBenchAgent[],
  flooding: HttpBenchAgent,
  megabytes: () => Promise<number>,
): Promise<Played> {
  await work(honest, WARM_MS);
  const alone: Phase[] = [];
  const beside: Phase[] = [];
  const counts = { answered: 0, refused: 0 };
  const memory: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    alone.push(await work(honest, RUN_MS / ROUNDS));
    const stop = new AbortController();
    const flooded = flood(flooding, stop.signal);
    beside.push(await work(honest, RUN_MS / ROUNDS));
    stop.abort();
    const { answered, refused } = await flooded;
    counts.answered += answered;
    counts.refused += refused;
    memory.push(await megabytes());
  }
  return { alone, beside, counts, memory };
}

async function measure(): Promise<Results> {
  await using runbyte = await startListening({
    config: { ...UNCHECKED, mcpServers: { basic: fixture("basic_server") }, server: { tokens: TOKENS } },
  });
  const agents = Object.values(TOKENS).map((token, index) =>
    new HttpBenchAgent(runbyte.url, index % 2 === 0 ? "2026-07-28" : "2025-11-25", token)
  );
  for (const agent of agents) await agent.begin();
  const [honest, flooding] = [agents.slice(0, AGENTS), agents[AGENTS]];
  if (flooding === undefined) throw new Error("no agent to flood");
  const isLinux = Deno.build.os === "linux";
  const megabytes = async () => isLinux ? ((await rssOf(runbyte.pid))[0] ?? 0) / 1e6 : 0;
  return report(await play(honest, flooding, megabytes), isLinux);
}

function report({ alone, beside, counts, memory }: Played, isLinux: boolean): Results {
  const latencies = alone.flatMap((phase) => phase.latencies);
  const p95 = percentile(latencies, 95);
  const p95Beside = percentile(beside.flatMap((phase) => phase.latencies), 95);
  const perSecond = alone.reduce((sum, phase) => sum + phase.perSecond, 0) / ROUNDS;
  const [before = 0, after = 0] = [memory[0], memory.at(-1)];

  const faults = [...alone, ...beside].flatMap((phase) => phase.faults);
  if (faults.length > 0) throw new Error(`${faults.length} wrong answers, such as ${faults[0]}`);
  const seconds = RUN_MS / 1_000;
  return {
    httpLatency: measured(latencies, {
      note:
        `${AGENTS} agents, half of them of protocol 2026-07-28, for ${seconds} s: listings, queries, files and programs with ` +
        `and without a tool call, ${PAUSE_MS} ms apart in the mean; ${
          perSecond.toFixed(0)
        } requests/s, none wrong or ` +
        "refused. The agents share the machine's cores with Runbyte.",
    }),
    httpThroughput: measured([perSecond]),
    httpGrowth: isLinux
      ? measured([after - before], {
        note: `The gateway: ${before.toFixed(0)} MB after the first of ${ROUNDS} rounds, ${
          after.toFixed(0)
        } MB after the last.`,
      })
      : unmeasured("only Linux tells the memory of a process"),
    httpFlooded: measured([p95Beside / p95], {
      note:
        `One more agent with ${FLOOD} requests under way all the time: ${
          counts.answered.toLocaleString("en-US")
        } were answered, ` +
        `${counts.refused.toLocaleString("en-US")} refused. The others' p95 went from ${p95.toFixed(0)} to ${
          p95Beside.toFixed(0)
        } ms, none of their answers was wrong or refused.`,
    }),
  };
}

/** A hundred agents over HTTP. */
export const httpLoad: Measurement = {
  name: "http-load",
  rows: ["httpLatency", "httpThroughput", "httpGrowth", "httpFlooded"],
  measure,
};
