/**
 * Ten servers that are started at once, beside the slowest of them when it is alone: from the reply to `initialize`, after
 * which Runbyte begins to connect, until all are ready.
 *
 * Servers that wait at their start (for a database, a download, a container) show what Runbyte adds. Published ones load
 * their modules and so compute: ten of them share the cores, whoever starts them. So the same is measured without Runbyte,
 * with the SDK's clients, and the CPU time of the ten says how fast this machine could be at best.
 *
 * @module
 */

import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import type { ServerEntry } from "../../tests/support/official_servers.ts";
import { startRunbyte } from "../../tests/support/runbyte.ts";
import { tenServers } from "../../tests/support/ten_servers.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { connectDirect } from "./direct_client.ts";
import { formatNumber, formatPair } from "./format.ts";
import { readTree, TICK_MS } from "./process_tree.ts";
import { measured, type Result, type Results } from "./result.ts";
import { median, minimum, ratios } from "./statistics.ts";
import { UNCHECKED } from "./subject.ts";

const ROUNDS = 5;

type Servers = Readonly<Record<string, ServerEntry>>;

/** Starts Runbyte in front of the servers; returns the milliseconds until all are ready. @throws {Error} when one fails. */
async function untilReady(servers: Servers): Promise<number> {
  const failed = Promise.withResolvers<never>();
  const onStderr = (line: string) => {
    if (line.includes("hub.connect-failed")) failed.reject(new Error(line));
  };
  await using runbyte = await startRunbyte({ config: { ...UNCHECKED, mcpServers: servers }, onStderr });
  const connected = Object.keys(servers).map((name) =>
    runbyte.logged(`"event":"hub.connected","server":"${name}"`)
  );
  return await time(() => Promise.race([Promise.all(connected), failed.promise]));
}

/** What starting servers without Runbyte takes. */
interface Direct {
  readonly ms: number;
  /** CPU time that the servers used until all were ready, in milliseconds; 0 where it cannot be told. */
  readonly cpuMs: number;
}

/** The same with the SDK's clients, in this process. */
async function untilReadyDirect(servers: Servers): Promise<Direct> {
  await using stack = new AsyncDisposableStack();
  const ms = await time(() =>
    Promise.all(
      Object.values(servers).map(async (entry) => {
        await stack.use(await connectDirect(entry)).countTools();
      }),
    )
  );
  const children = (await readTree(Deno.pid)).filter(({ pid }) => pid !== Deno.pid);
  return { ms, cpuMs: children.reduce((sum, { ticks }) => sum + ticks, 0) * TICK_MS };
}

/** Ten that need next to no CPU time: they sleep for 0.2 s, 0.4 s … 2 s, and then serve. */
function waitingServers(): Servers {
  const file = fileURLToPath(new URL("../../tests/fixtures/shell_server.sh", import.meta.url));
  const entries = Array.from({ length: 10 }, (_, index) => {
    const args = ["-c", `sleep ${(index + 1) / 5}; exec sh '${file}'`];
    return [`waits_${index}`, { command: "sh", args }] as const;
  });
  return Object.fromEntries(entries);
}

/** The one that takes longest when it is alone: the better of two starts counts, because a busy machine only adds to it. */
async function slowestOf(servers: Servers): Promise<readonly [name: string, alone: Servers]> {
  let slowest: readonly [name: string, ms: number] = ["", 0];
  for (const [name, entry] of Object.entries(servers)) {
    const ms = minimum(await repeat(2, () => untilReady({ [name]: entry }), 0));
    if (ms > slowest[1]) slowest = [name, ms];
  }
  const [name] = slowest;
  const entry = servers[name];
  if (entry === undefined) throw new Error("there are no servers");
  return [name, { [name]: entry }];
}

/** Measures ten, in turns with the slowest of them. */
async function compare(servers: Servers): Promise<Result> {
  const [name, alone] = await slowestOf(servers);
  const rounds = await repeat(ROUNDS, async () => ({
    all: await untilReady(servers),
    alone: await untilReady(alone),
    direct: await untilReadyDirect(servers),
    directAlone: await untilReadyDirect(alone),
  }), 0);
  const [all, single] = [rounds.map((round) => round.all), rounds.map((round) => round.alone)];
  const direct = rounds.map((round) => round.direct.ms);
  return measured(ratios(all, single), {
    direct: ratios(direct, rounds.map(({ directAlone }) => directAlone.ms)),
    note:
      `All ten: ${formatPair(all, "ms")}; ${name} alone: ${formatPair(single, "ms")}. Ten without Runbyte: ` +
      `${formatPair(direct, "ms")}. ${
        machinesShare(rounds.map((round) => round.direct.cpuMs), median(single))
      }`,
  });
}

/** What no gateway can go below. */
function machinesShare(cpuMs: readonly number[], aloneMs: number): string {
  if (median(cpuMs) < aloneMs / 10) return "They use next to no CPU time.";
  const cores = availableParallelism();
  const floor = median(cpuMs) / cores;
  const times = formatNumber(floor / aloneMs, "×");
  return `The ten use ${formatPair(cpuMs, "ms")} of CPU time until they are ready, ${
    formatNumber(floor, "ms")
  } ms on ` +
    `each of ${cores} cores: ${times} times the slowest is the machine's share.`;
}

async function measure(): Promise<Results> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "runbyte-bench-" }));
  try {
    return {
      sideBySide: await compare(waitingServers()),
      // No tool is called, so nothing need listen where two of them would ask.
      sideBySideReal: await compare(tenServers(folder, "http://127.0.0.1:9")),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Ten servers side by side. */
export const sideBySide: Measurement = {
  name: "side-by-side",
  rows: ["sideBySide", "sideBySideReal"],
  measure,
};
