/**
 * Ten minutes of calls to twenty servers, of which five are killed now and then: who notices, and what is left of it.
 *
 * A call may fail while its server is down: between the kill and the moment it is there again (Runbyte has connected to
 * it, or it listens), calls that began before or ended after included. Every other failure, and every wrong answer, is one
 * too many.
 *
 * @module
 */

import { type RunningRunbyte, startRunbyte } from "../../tests/support/runbyte.ts";
import type { Measurement } from "./context.ts";
import { readLoad } from "./machine.ts";
import { MortalServers, type SoakServer } from "./mortal_servers.ts";
import { type RoleMemory, rssByRole } from "./process_tree.ts";
import { measured, type Result, type Results, unmeasured } from "./result.ts";
import { callingProgram, callsOf, type SoakCall, wasDown } from "./soak_calls.ts";
import { median } from "./statistics.ts";
import { UNCHECKED } from "./subject.ts";

/** `RUNBYTE_SOAK_SECONDS` shortens it, to try it out. */
const SECONDS = Number(Deno.env.get("RUNBYTE_SOAK_SECONDS") ?? 600);
const PROGRAMS_PER_SECOND = 10;
const CALLS_PER_PROGRAM = 5;
/** Before the memory is read for the first time, and without a kill. */
const WARM_SECONDS = Math.min(30, SECONDS / 10);
/** At the end, without a kill: everything has to be there again. */
const CALM_SECONDS = Math.min(20, SECONDS / 10);
const SAMPLE_MS = 5_000;
/**
 * An agent's connection gets half of the places, and programs wait for servers that are down. That many may wait for a
 * place: what is measured is how servers are kept, not how an overload is refused.
 */
const LIMITS = { concurrentExecutions: 32, queuedExecutions: 2_000 };

/** Numbers from 0 to below 1, the same ones each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

function pick(servers: readonly SoakServer[], random: () => number): readonly SoakServer[] {
  const left = [...servers];
  return Array.from({ length: CALLS_PER_PROGRAM }, () => {
    const [one] = left.splice(Math.floor(random() * left.length), 1);
    if (one === undefined) throw new Error("fewer servers than calls");
    return one;
  });
}

/** Makes calls at an even pace for so many seconds; returns all of them when all have ended. */
async function callFor(
  seconds: number,
  runbyte: RunningRunbyte,
  servers: readonly SoakServer[],
  random: () => number,
): Promise<readonly SoakCall[]> {
  const calls: SoakCall[] = [];
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let number = 0; number < seconds * PROGRAMS_PER_SECOND; number++) {
    const dueMs = startedAt + number * 1_000 / PROGRAMS_PER_SECOND - performance.now();
    if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs));
    const chosen = pick(servers, random);
    const begun = Date.now();
    running.push(
      runbyte.call("execute_code", { code: callingProgram(chosen, number) }).then((answer) => {
        calls.push(...callsOf(answer, chosen, begun));
      }),
    );
    if ((number + 1) % (60 * PROGRAMS_PER_SECOND) === 0) {
      console.error(`bench: server-soak: ${calls.length} calls made, load ${readLoad().toFixed(1)}`);
    }
  }
  await Promise.all(running);
  return calls;
}

/** Reads the memory now and then, until it is stopped. */
function sampleMemory(pid: number): { readonly samples: readonly RoleMemory[]; stop(): Promise<void> } {
  const samples: RoleMemory[] = [];
  let reading = Promise.resolve();
  const timer = setInterval(() => {
    reading = rssByRole(pid).then((sample) => void samples.push(sample));
  }, SAMPLE_MS);
  return {
    samples,
    stop: () => {
      clearInterval(timer);
      return reading;
    },
  };
}

async function measure(): Promise<Results> {
  const random = seeded(42);
  await using mortal = await MortalServers.open(seeded(7));
  const { servers } = mortal;
  const onStderr = (line: string) => {
    const [, name] = /"event":"hub\.connected","server":"(\w+)"/.exec(line) ?? [];
    if (name !== undefined) mortal.connected(name);
  };
  const mcpServers = Object.fromEntries(servers.map(({ name, entry }) => [name, entry]));
  await using runbyte = await startRunbyte({
    config: { ...UNCHECKED, mcpServers, limits: LIMITS },
    onStderr,
  });
  await Promise.all(
    servers.map(({ name }) => runbyte.logged(`"event":"hub.connected","server":"${name}"`)),
  );
  const warm = await callFor(WARM_SECONDS, runbyte, servers, random);
  const memory = sampleMemory(runbyte.pid);
  mortal.begin();
  const startedAt = performance.now();
  const calls = await callFor(SECONDS - WARM_SECONDS - CALM_SECONDS, runbyte, servers, random);
  await mortal.end();
  const calm = await callFor(CALM_SECONDS, runbyte, servers, random);
  const elapsedMs = performance.now() - startedAt;
  await memory.stop();
  return describe([...warm, ...calls, ...calm], servers, memory.samples, {
    perSecond: (calls.length + calm.length) / elapsedMs * 1_000,
  });
}

function describe(
  calls: readonly SoakCall[],
  servers: readonly SoakServer[],
  samples: readonly RoleMemory[],
  { perSecond }: { readonly perSecond: number },
): Results {
  const failed = calls.filter(({ failure }) => failure !== undefined);
  const wrong = failed.filter((call) => !wasDown(call, servers));
  for (const line of summarize(wrong, calls[0]?.begun ?? 0)) console.error(`bench: server-soak: ${line}`);
  const outages = servers.flatMap((one) => one.outages);
  const downMs = outages.map(({ from, to }) => to - from);
  return {
    serverSoakRate: measured([perSecond], {
      note: `${calls.length.toLocaleString("en-US")} calls. ${outages.length} kills at ${
        servers.filter(({ isMortal }) => isMortal).length
      } of ${servers.length} servers; each was down for ${median(downMs).toFixed(0)} ms in the middle, ${
        Math.max(...downMs).toFixed(0)
      } ms at most. ${failed.length - wrong.length} calls failed at a server that was down.`,
    }),
    serverSoakErrors: measured([wrong.length]),
    serverSoakLatency: measured(
      calls.filter(({ failure }) => failure === undefined).map(({ begun, ended }) => ended - begun),
      {
        note:
          "Every fifth call takes 300 ms at its server; those that waited for a server to come back are in it.",
      },
    ),
    serverSoakGrowth: growth(samples),
  };
}

/** How often each failure came, and when for the first time. */
function summarize(calls: readonly SoakCall[], since: number): readonly string[] {
  const kinds = Map.groupBy(calls, ({ failure }) => failure?.replaceAll(/\d+/g, "N") ?? "");
  return [...kinds].map(([kind, [first, ...more]]) => {
    const seconds = ((first?.begun ?? since) - since) / 1_000;
    return `${more.length + 1} times too many, first at ${first?.server} after ${
      seconds.toFixed(1)
    } s: ${kind}`;
  });
}

/** What a fifth of the samples at the end has over a fifth at the beginning. */
function growth(samples: readonly RoleMemory[]): Result {
  const few = Math.ceil(samples.length / 5);
  const [first, last] = [samples.slice(0, few), samples.slice(-few)];
  if (first.length === 0 || Deno.build.os !== "linux") {
    return unmeasured("only Linux tells the memory of a process");
  }
  const middle = (part: readonly RoleMemory[], role: keyof RoleMemory) =>
    median(part.map((sample) => sample[role])) / 1e6;
  const say = (part: readonly RoleMemory[]) =>
    `${middle(part, "gateway").toFixed(0)} + ${middle(part, "guests").toFixed(0)} MB`;
  return measured([middle(last, "gateway") - middle(first, "gateway")], {
    note: `Gateway and its guests: ${say(first)} in the first fifth, ${say(last)} in the last.`,
  });
}

/** The soak over servers that die. Takes ten minutes, so it is run by name only. */
export const serverSoak: Measurement = {
  name: "server-soak",
  rows: ["serverSoakRate", "serverSoakErrors", "serverSoakLatency", "serverSoakGrowth"],
  isLong: true,
  measure,
};
