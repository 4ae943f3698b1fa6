/**
 * The rows of the table, in their order, and what each should reach.
 *
 * @module
 */

/** What the values of a row are. */
export type Unit = "ms" | "µs" | "calls" | "MB" | "tokens" | "%" | "×" | "/s";

/** Which of a row's values a bound is about. */
export type Statistic = "median" | "p95" | "p99" | "max";

/** A bound on one statistic; both ends belong to it. */
export type Bound =
  | { readonly statistic: Statistic; readonly atMost: number }
  | { readonly statistic: Statistic; readonly atLeast: number };

/** A row: what it tells, in which unit, and the bounds that make its target. Without bounds it is there to compare. */
export interface Target {
  readonly what: string;
  readonly unit: Unit;
  readonly bounds: readonly Bound[];
  /** What else of the values is worth a look, beside what the bounds are about. */
  readonly alsoShow?: readonly Statistic[];
}

const atMost = (most: number, statistic: Statistic = "median"): Bound => ({ statistic, atMost: most });

/** Every row by its key. The bounds suit a small machine with two busy cores. */
export const TARGETS = {
  startExecutable: {
    what: "executable: start → `initialize` reply",
    unit: "ms",
    bounds: [atMost(110)],
  },
  startExecutableRatio: {
    what: "the same, beside a program on its runtime without the SDK",
    unit: "×",
    bounds: [atMost(4)],
  },
  startBare: {
    what: "a program on the same runtime that only starts and answers, without the SDK",
    unit: "ms",
    bounds: [],
  },
  startSdk: {
    what: "a program with the SDK alone, bundled and compiled: start → `initialize` reply",
    unit: "ms",
    bounds: [],
  },
  startSource: { what: "from source: start → `initialize` reply", unit: "ms", bounds: [] },
  startSourceRatio: { what: "the same, beside a program without the SDK", unit: "×", bounds: [] },
  firstProgram: {
    what: "first `execute_code` after `initialize`, without downstream servers, type check off",
    unit: "ms",
    bounds: [atMost(250)],
  },
  trivialProgram: {
    what: "trivial `execute_code`, warm, through stdio, type check off",
    unit: "ms",
    bounds: [atMost(5), atMost(15, "p95")],
  },
  trivialChecked: {
    what: "the same with type check",
    unit: "ms",
    bounds: [atMost(25)],
    alsoShow: ["p95"],
  },
  realCheck: {
    what: "type check of a program of 30 lines that uses three servers",
    unit: "ms",
    bounds: [],
    alsoShow: ["p95"],
  },
  checkerStart: { what: "type checker: start → ready, when an agent looks around", unit: "ms", bounds: [] },
  firstChecked: {
    what: "first `execute_code` of an agent that does not look around: it waits for the checker",
    unit: "ms",
    bounds: [atMost(4_000, "max")],
  },
  sequentialCall: {
    what: "a tool call from a program, beyond the direct call: 1,000 one by one",
    unit: "µs",
    bounds: [atMost(350)],
  },
  parallelCall: {
    what: "the same: 1,000 in `Promise.all`, each",
    unit: "µs",
    bounds: [atMost(80)],
  },
  sleepingCalls: { what: "40 calls of 100 ms in `Promise.all`", unit: "ms", bounds: [atMost(160)] },
  bigResult: {
    what: "10 MB JSON tool result, filtered to a small answer: from the server's first byte",
    unit: "ms",
    bounds: [atMost(600)],
  },
  bigResultGuest: {
    what: "the same, the guest's share: from the result in the gateway to the answer",
    unit: "ms",
    bounds: [atMost(350)],
  },
  rowsInGuest: {
    what: "filter + map + sort + group of 10,000 rows in the guest",
    unit: "ms",
    bounds: [atMost(20)],
  },
  importServer: {
    what: "import of a server with 500 tools",
    unit: "ms",
    bounds: [atMost(5)],
  },
  idleMemory: {
    what: "idle gateway with one warm guest and no checker, PSS of all its processes",
    unit: "MB",
    bounds: [atMost(130)],
  },
  checkerMemory: { what: "the same with the checker alive: so much more", unit: "MB", bounds: [atMost(260)] },
  endlessLoop: {
    what: "endless loop, deadline 1,000 ms: answered after",
    unit: "ms",
    bounds: [atMost(2_000, "max")],
  },
  neverPolling: {
    what: "built-in that never looks up, deadline 1,000 ms: answered after",
    unit: "ms",
    bounds: [atMost(2_000, "max")],
  },
  idleAfterDeadline: {
    what: "both: CPU idle again, from the deadline",
    unit: "ms",
    bounds: [atMost(2_000, "max")],
  },
  nextProgram: { what: "both: the very next program", unit: "ms", bounds: [atMost(15)] },
  cancelled: {
    what: "a busy program that is cancelled: over after",
    unit: "ms",
    bounds: [],
    alsoShow: ["max"],
  },
  warmAgain: { what: "after a guest was killed: another one, at full speed", unit: "ms", bounds: [] },
  soakThroughput: {
    what: "soak of 10,000 programs, 5 % of them hostile, 8 at a time: throughput",
    unit: "/s",
    bounds: [],
  },
  soakLatency: {
    what: "the same: an honest program's answer",
    unit: "ms",
    bounds: [],
    alsoShow: ["p95", "p99"],
  },
  soakGrowth: {
    what: "the same: growth of the gateway's resident memory",
    unit: "MB",
    bounds: [atMost(80)],
  },
  serverSoakRate: {
    what: "ten minutes of calls to 20 servers, five of which are killed at random moments: calls",
    unit: "/s",
    bounds: [{ statistic: "median", atLeast: 49 }],
  },
  serverSoakErrors: {
    what: "the same: failures at servers that were up, and wrong answers",
    unit: "calls",
    bounds: [atMost(0, "max")],
  },
  serverSoakLatency: {
    what: "the same: a call that was answered",
    unit: "ms",
    bounds: [],
    alsoShow: ["p95", "p99", "max"],
  },
  serverSoakGrowth: {
    what: "the same: growth of the gateway's resident memory",
    unit: "MB",
    bounds: [atMost(30)],
  },
  sideBySide: {
    what:
      "ten servers side by side until all are ready, beside the slowest alone: ten that wait at their start",
    unit: "×",
    bounds: [atMost(1.2)],
  },
  sideBySideReal: {
    what: "the same: ten published servers, which compute at their start",
    unit: "×",
    bounds: [atMost(1.2)],
  },
  httpLatency: {
    what: "100 agents over HTTP with mixed work: a request",
    unit: "ms",
    bounds: [],
    alsoShow: ["p95", "p99"],
  },
  httpThroughput: { what: "the same: requests", unit: "/s", bounds: [] },
  httpGrowth: {
    what: "the same: what the gateway's memory grows by in two minutes",
    unit: "MB",
    bounds: [atMost(30)],
  },
  httpFlooded: {
    what: "the same with an agent that floods: the others' p95, beside that without it",
    unit: "×",
    bounds: [atMost(2)],
  },
  surface: {
    what: "instructions and the three tools, as a model sees them",
    unit: "tokens",
    bounds: [atMost(500)],
  },
  tenServers: {
    what:
      "fewer tokens with ten developer servers (486 tools): surface, `/servers`, two listings, three files",
    unit: "%",
    bounds: [{ statistic: "median", atLeast: 98.3 }],
  },
  executableSize: { what: "executable", unit: "MB", bounds: [atMost(110)] },
  baseSize: { what: "its base runtime alone", unit: "MB", bounds: [] },
  sdkSize: { what: "the base runtime with the SDK alone", unit: "MB", bounds: [] },
  ownSize: { what: "the executable, beyond its base runtime", unit: "MB", bounds: [atMost(15)] },
} as const satisfies Readonly<Record<string, Target>>;

/** The key of a row. */
export type RowKey = keyof typeof TARGETS;
