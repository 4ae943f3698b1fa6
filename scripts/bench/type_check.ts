/**
 * The type check: what it adds to a program, to the first one and to the memory.
 *
 * @module
 */

import { TypeChecker } from "../../src/checker/type_checker.ts";
import { Lifeline } from "../../src/lifeline.ts";
import { CATALOG } from "../../tests/checker/servers.ts";
import { type RunningRunbyte, startRunbyte } from "../../tests/support/runbyte.ts";
import { subjectChecker } from "../../tests/support/subject_roles.ts";
import { type Measurement, repeat, time } from "./context.ts";
import { formatPair } from "./format.ts";
import { pssOf, whenIdle } from "./process_tree.ts";
import { measured, type Result, type Results, unmeasured } from "./result.ts";
import { differences } from "./statistics.ts";
import { NO_SERVERS, UNCHECKED } from "./subject.ts";
import { TRIVIAL } from "./trivial_program.ts";

const ROUNDS = 150;
const WARM_ROUNDS = 30;
/** Starts take a second each. */
const START_ROUNDS = 5;
/** An agent thinks between two programs. */
const PAUSE_MS = 15;

/** A program as agents write it: two servers, some types of its own, thirty lines. `n` makes each a new one. */
const realProgram = (n: number) =>
  `import { listIssues, createIssue } from "./servers/github";
import * as calendar from "./servers/calendar";
import { getForecast } from "./servers/weather";

interface Summary { day: string; open: number; bugs: string[]; weather?: string }

const isBug = (issue) => issue.labels.some((label) => label.name === "bug");

export async function exec(): Promise<Summary[]> {
  const pages = await Promise.all([1, 2, 3].map((page) => listIssues({ owner: "a", repo: "b", page, perPage: ${n} })));
  const issues = pages.flat();
  const { events } = await calendar.listEvents({ from: new Date().toISOString() });
  const forecast = await getForecast({ city: "Berlin", days: 5 });
  const byDay = new Map<string, any[]>();
  for (const issue of issues) {
    const day = issue.created_at.slice(0, 10);
    byDay.set(day, [...byDay.get(day) ?? [], issue]);
  }
  const out = [];
  for (const [day, some] of [...byDay].sort(([a], [b]) => a.localeCompare(b))) {
    const weather = forecast.days.find((one) => one.date === day)?.summary;
    out.push({ day, open: some.length, bugs: some.filter(isBug).map((one) => one.title), weather });
  }
  try {
    const busy = events.filter((event) => event.attendees?.length > 2).map((event) => event.title);
    await createIssue({ owner: "a", repo: "b", title: \`Busy: \${busy.join(", ")}\`, labels: ["auto"] });
  } catch (error) {
    console.warn(error.message);
  }
  return out;
}
`;

async function untilChecked(runbyte: RunningRunbyte): Promise<void> {
  for (;;) {
    const { notes = "" } = await runbyte.call("execute_code", { code: TRIVIAL });
    if (!notes.includes("not checked")) return;
  }
}

async function trivialPrograms(): Promise<Result> {
  await using checked = await startRunbyte({ config: { mcpServers: NO_SERVERS } });
  await using unchecked = await startRunbyte({ config: { ...UNCHECKED, mcpServers: NO_SERVERS } });
  await untilChecked(checked);
  const rounds = await repeat(ROUNDS, async () => {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    return {
      checked: await time(() => checked.run(TRIVIAL)),
      unchecked: await time(() => unchecked.run(TRIVIAL)),
    };
  }, WARM_ROUNDS);
  return measured(rounds.map((round) => round.checked), {
    note: `Without the check, in turns: ${formatPair(rounds.map((round) => round.unchecked), "ms")}.`,
  });
}

/** The first program of a connection: it waits for the checker, at most 2 s. */
async function firstProgram(): Promise<number> {
  await using runbyte = await startRunbyte({ config: { mcpServers: NO_SERVERS } });
  return await time(() => runbyte.run(TRIVIAL));
}

/** Start → ready, and then checks of a real program. */
async function checks() {
  const ready = Promise.withResolvers<number>();
  const startedAt = performance.now();
  const log = (_: string, event: string) => {
    if (event === "checker.ready") ready.resolve(performance.now() - startedAt);
  };
  const lifeline = new Lifeline(log);
  const checker = new TypeChecker({
    command: subjectChecker(),
    log,
    lifeline,
    waitMs: 60_000,
    checkMs: 60_000,
  });
  checker.start();
  const startMs = await ready.promise;
  let n = 0;
  const check = () =>
    time(() => checker.check({ source: realProgram(++n), imports: IMPORTS, catalog: CATALOG }));
  const first = await check();
  const warm = await repeat(60, check, 10);
  await checker.close();
  await lifeline.close();
  return { startMs, first, warm };
}

const IMPORTS = ["./servers/github", "./servers/calendar", "./servers/weather"];

/** A program that uses much of the library, and no server. */
const localProgram = (n: number) =>
  `export function exec() {
  const rows = Array.from({ length: ${n} }, (_, id) => ({ id, name: "row " + id, tags: new Set(["a", "b"]) }));
  const grouped = Object.groupBy(rows, (row) => row.id % 2 ? "odd" : "even");
  return Object.entries(grouped).map(([key, some]) => ({ key, names: some?.map((row) => row.name).toSorted().slice(0, 3) }));
}`;

/** Programs before the memory is measured, and the pause after them: the checker gives memory back after 2 s. */
const PROGRAMS = 60;
const REST_MS = 3_000;

async function restingMegabytes(
  config: object,
): Promise<{ readonly busy: number; readonly resting: number }> {
  await using runbyte = await startRunbyte({ config: { ...config, mcpServers: NO_SERVERS } });
  await untilChecked(runbyte);
  for (let n = 1; n <= PROGRAMS; n++) await runbyte.run(localProgram(n));
  const megabytes = async () => (await pssOf(runbyte.pid)).reduce((sum, bytes) => sum + bytes, 0) / 1e6;
  const busy = await megabytes();
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  await whenIdle(runbyte.pid, 400, 8_000);
  return { busy, resting: await megabytes() };
}

async function memory(): Promise<Result> {
  if (Deno.build.os !== "linux") return unmeasured("only Linux tells the PSS of a process");
  const rounds = await repeat(3, async () => ({
    checked: await restingMegabytes({}),
    unchecked: await restingMegabytes(UNCHECKED),
  }), 0);
  const more = (key: "busy" | "resting") =>
    differences(rounds.map(({ checked }) => checked[key]), rounds.map(({ unchecked }) => unchecked[key]));
  return measured(more("resting"), {
    note: `After ${PROGRAMS} programs and a pause; right after them: ${formatPair(more("busy"), "MB")}.`,
  });
}

async function measure(): Promise<Results> {
  const trivialChecked = await trivialPrograms();
  const firstChecked = measured(await repeat(START_ROUNDS, firstProgram));
  const starts = await repeat(START_ROUNDS, checks);
  return {
    trivialChecked,
    firstChecked,
    checkerStart: measured(starts.map(({ startMs }) => startMs), {
      note: `The first check after it takes ${formatPair(starts.map(({ first }) => first), "ms")}.`,
    }),
    realCheck: measured(starts.flatMap(({ warm }) => warm)),
    checkerMemory: await memory(),
  };
}

/** The type check. */
export const typeCheck: Measurement = {
  name: "types",
  rows: ["trivialChecked", "firstChecked", "checkerStart", "realCheck", "checkerMemory"],
  measure,
};
