/**
 * What the doctor found, as a table for a terminal of 80 columns.
 *
 * @module
 */

import type {
  FailedServer,
  ReadyServer,
  ServerFinding,
  ToolChanges,
  WallFinding,
} from "../doctor/examination.ts";
import { quotedLine } from "../shell_words.ts";
import { cleanLine, truncate } from "../text.ts";
import { type Paint, paintFor } from "./colours.ts";
import { columnsOf, fit, padEnd, padStart, widthOf, wrap, wrapIndented } from "./columns.ts";

/** Everything that was found. */
export interface DoctorResult {
  readonly config: string | undefined;
  readonly servers: readonly ServerFinding[];
  readonly disabled: readonly string[];
  readonly sandbox: readonly WallFinding[];
}

const NAME_WIDTH = 24;
/** Names of tools that are told of each kind of change. */
const MOST_NAMES = 6;

/** Whether nothing is broken. Tools that changed are no fault. */
export function isHealthy({ servers, sandbox }: Pick<DoctorResult, "servers" | "sandbox">): boolean {
  return servers.every(({ status }) => status === "ok") && sandbox.every(({ holds }) => holds);
}

/** How it is shown. */
export interface ReportForm {
  readonly paint?: Paint;
  /** Columns of a line. */
  readonly width?: number;
  /** The home directory, which is not spelt out. */
  readonly home?: string | undefined;
}

/** Returns the whole report. */
export function doctorReport(
  result: DoctorResult,
  { paint = paintFor(Deno.stdout), width = columnsOf(Deno.stdout), home }: ReportForm = {},
): string {
  const { servers, disabled, sandbox, config } = result;
  const ready = servers.filter((one): one is ReadyServer => one.status === "ok");
  const failed = servers.filter((one): one is FailedServer => one.status === "failed");
  const off = disabled.length === 0
    ? []
    : wrapIndented(`  off: ${disabled.map(shown).join(", ")}`, width, "    ");
  const lines = [
    ...table(servers, width, paint),
    ...off.map((line) => paint("dim", line)),
    ...failed.flatMap((one) => failure(one, width, paint)),
    ...news(ready, width, paint),
    "",
    ...sandbox.flatMap((wall) => wallLines(wall, width, paint)),
    "",
    ...summary(ready, failed, sandbox, width, paint),
    ...(config === undefined
      ? []
      : wrap(`config: ${short(config, home)}`, width).map((line) => paint("dim", line))),
  ];
  return lines.join("\n");
}

/** A column of the table. Those of a low rank go first where a terminal is narrow. */
interface Column {
  readonly title: string;
  readonly width: number;
  readonly rank: number;
  readonly isNumber?: true;
  readonly cell: (server: ReadyServer) => string;
  readonly failed: (server: FailedServer) => string;
}

const COLUMNS: readonly Column[] = [
  {
    ...{ title: "how", width: 7, rank: 3 },
    cell: ({ transport }) => transport,
    failed: ({ transport }) => transport === "unknown" ? "–" : transport,
  },
  {
    ...{ title: "protocol", width: 10, rank: 1 },
    cell: ({ protocol }) => fit(cleanLine(protocol), 10),
    failed: () => "–",
  },
  {
    title: "tools",
    width: 5,
    rank: 5,
    isNumber: true,
    cell: ({ tools }) => grouped(tools),
    failed: () => "–",
  },
  {
    title: "tokens",
    width: 7,
    rank: 4,
    isNumber: true,
    cell: ({ tokens }) => grouped(tokens),
    failed: () => "–",
  },
  {
    ...{ title: "connect", width: 8, rank: 2, isNumber: true },
    cell: ({ connectMs }) => seconds(connectMs),
    failed: ({ connectMs }) => seconds(connectMs),
  },
];

/** Fewest columns of a name before another column goes. */
const NAME_LEAST = 12;

function table(servers: readonly ServerFinding[], width: number, paint: Paint): readonly string[] {
  const longest = Math.max(6, ...servers.map(({ name }) => widthOf(shown(name))));
  const columns = [...COLUMNS];
  const room = () => width - 2 - columns.reduce((sum, column) => sum + 2 + column.width, 0);
  while (room() < Math.min(longest, NAME_LEAST)) {
    const least = Math.min(...columns.map(({ rank }) => rank));
    columns.splice(columns.findIndex(({ rank }) => rank === least), 1);
  }
  const names = Math.min(longest, Math.max(NAME_WIDTH, room() - 4), room());
  const row = (name: string, cells: readonly string[]) =>
    [
      padEnd(fit(name, names), names),
      ...columns.map(({ width, isNumber }, n) => (isNumber ? padStart : padEnd)(cells[n] ?? "", width)),
    ].join("  ");
  return [
    paint("dim", `  ${row("server", columns.map(({ title }) => title))}`),
    ...servers.map((server) =>
      server.status === "failed"
        ? `${paint("red", "✗")} ${row(shown(server.name), columns.map(({ failed }) => failed(server)))}`
        : `${paint("green", "✓")} ${row(shown(server.name), columns.map(({ cell }) => cell(server)))}`
    ),
  ];
}

function failure({ name, reason, fix }: FailedServer, width: number, paint: Paint): readonly string[] {
  const [first = "", ...more] = wrap(`${shown(name)}: ${cleanLine(reason)}`, width - 2);
  return [
    "",
    `${paint("red", "✗")} ${first}`,
    ...more.map((line) => `  ${line}`),
    ...wrapIndented(`→ ${cleanLine(fix)}`, width - 2, "  ").map((line) => `  ${line}`),
  ];
}

/** What changed since last time, what waits, and what cannot be used of what was listed. */
function news(servers: readonly ReadyServer[], width: number, paint: Paint): readonly string[] {
  const lines = servers.flatMap(({ name, changes, waiting, dropped }) => [
    ...(changes === undefined ? [] : changeLines(name, changes)),
    ...(waiting.length === 0 ? [] : [
      `${shown(name)}: ${count(waiting.length, "tool")} held back until ${
        quotedLine(["runbyte", "accept", shown(name)])
      }: ${names(waiting)}`,
    ]),
    ...(dropped.length === 0 ? [] : [
      `${shown(name)}: ${count(dropped.length, "tool")} left out: ${
        dropped.slice(0, MOST_NAMES).map(({ name, reason }) => `${shown(name)} (${cleanLine(reason)})`)
          .join(", ")
      }`,
    ]),
  ]);
  if (lines.length === 0) return [];
  return [
    "",
    ...lines.flatMap((line) => {
      const [first = "", ...more] = wrap(line, width - 2);
      return [`${paint("yellow", "!")} ${first}`, ...more.map((one) => `  ${one}`)];
    }),
  ];
}

function changeLines(server: string, { added, removed, changed }: ToolChanges): readonly string[] {
  const parts = [
    ...(added.length === 0 ? [] : [`new: ${names(added)}`]),
    ...(removed.length === 0 ? [] : [`gone: ${names(removed)}`]),
    ...(changed.length === 0 ? [] : [
      `changed: ${names(changed.map(({ name, parts }) => `${name} (${parts.join(", ")})`))}`,
    ]),
  ];
  return parts.length === 0 ? [] : [`${shown(server)} since last time: ${parts.join("; ")}`];
}

function wallLines(
  { wall, holds, tried, open, fault }: WallFinding,
  width: number,
  paint: Paint,
): readonly string[] {
  const what = wall === "engine"
    ? "sandbox, engine:  programs reach nothing outside"
    : "sandbox, process: a guest has no permission";
  const why = fault === undefined ? `OPEN: ${open.join(", ")}` : `could not be tried: ${cleanLine(fault)}`;
  const text = holds ? `${what} (${tried} ways tried)` : `sandbox, ${wall}: ${why}`;
  const [first = "", ...more] = wrap(text, width - 2);
  return [`${holds ? paint("green", "✓") : paint("red", "✗")} ${first}`, ...more.map((line) => `  ${line}`)];
}

function summary(
  ready: readonly ReadyServer[],
  failed: readonly FailedServer[],
  sandbox: readonly WallFinding[],
  width: number,
  paint: Paint,
): readonly string[] {
  const tools = ready.reduce((sum, one) => sum + one.tools, 0);
  const tokens = ready.reduce((sum, one) => sum + one.tokens, 0);
  const offered = wrap(
    `${count(ready.length, "server")} with ${count(tools, "tool")}, about ${grouped(tokens)} tokens ` +
      "that stay out of the context",
    width,
  );
  if (failed.length === 0 && sandbox.every(({ holds }) => holds)) {
    return offered.map((line) => paint("green", line));
  }
  return [
    ...(ready.length === 0 ? [] : offered),
    paint("red", `${failed.length === 0 ? "the sandbox" : count(failed.length, "server")} broken`),
  ];
}

/** A path as people write it. */
function short(path: string, home: string | undefined): string {
  const isAtHome = home !== undefined && (path.startsWith(`${home}/`) || path.startsWith(`${home}\\`));
  return isAtHome ? `~${path.slice(home.length)}` : path;
}

function names(list: readonly string[]): string {
  const more = list.length - MOST_NAMES;
  return list.slice(0, MOST_NAMES).map(shown).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** A stranger's word, fit for a terminal. */
function shown(name: string): string {
  return truncate(cleanLine(name), 60);
}

function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** 12,345 */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

function seconds(ms: number | undefined): string {
  if (ms === undefined) return "–";
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
