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
import { cleanLine, truncate } from "../text.ts";
import { type Paint, paintFor } from "./colours.ts";
import { wrap } from "./columns.ts";

/** Everything that was found. */
export interface DoctorResult {
  readonly config: string | undefined;
  readonly servers: readonly ServerFinding[];
  readonly disabled: readonly string[];
  readonly sandbox: readonly WallFinding[];
}

const WIDTH = 80;
const NAME_WIDTH = 24;
/** Names of tools that are told of each kind of change. */
const MOST_NAMES = 6;

/** Whether nothing is broken. Tools that changed are no fault. */
export function isHealthy({ servers, sandbox }: Pick<DoctorResult, "servers" | "sandbox">): boolean {
  return servers.every(({ status }) => status === "ok") && sandbox.every(({ holds }) => holds);
}

/** Returns the whole report. */
export function doctorReport(result: DoctorResult, paint: Paint = paintFor(Deno.stdout)): string {
  const { servers, disabled, sandbox } = result;
  const ready = servers.filter((one): one is ReadyServer => one.status === "ok");
  const failed = servers.filter((one): one is FailedServer => one.status === "failed");
  const lines = [
    ...table(servers, paint),
    ...(disabled.length === 0 ? [] : [paint("dim", `  off: ${disabled.map(shown).join(", ")}`)]),
    ...failed.flatMap((one) => failure(one, paint)),
    ...news(ready, paint),
    "",
    ...sandbox.map((wall) => wallLine(wall, paint)),
    "",
    summary(ready, failed, sandbox, paint),
  ];
  return lines.join("\n");
}

function table(servers: readonly ServerFinding[], paint: Paint): readonly string[] {
  const width = Math.min(NAME_WIDTH, Math.max(6, ...servers.map(({ name }) => shown(name).length)));
  const row = (cells: readonly string[]) => {
    const [name = "", transport = "", protocol = "", tools = "", tokens = "", time = ""] = cells;
    return `${name.padEnd(width)}  ${transport.padEnd(7)}  ${protocol.padEnd(10)}  ${tools.padStart(5)}  ` +
      `${tokens.padStart(7)}  ${time.padStart(8)}`;
  };
  const head = row(["server", "how", "protocol", "tools", "tokens", "connect"]);
  return [
    paint("dim", `  ${head}`),
    ...servers.map((server) => {
      const name = truncate(shown(server.name), width);
      if (server.status === "failed") {
        return `${paint("red", "✗")} ${
          row([name, server.transport, "–", "–", "–", seconds(server.connectMs)])
        }`;
      }
      const { transport, protocol, tools, tokens, connectMs } = server;
      const cells = [
        name,
        transport,
        truncate(cleanLine(protocol), 10),
        `${tools}`,
        grouped(tokens),
        seconds(connectMs),
      ];
      return `${paint("green", "✓")} ${row(cells)}`;
    }),
  ];
}

function failure({ name, reason, fix }: FailedServer, paint: Paint): readonly string[] {
  const [first = "", ...more] = wrap(`${shown(name)}: ${cleanLine(reason)}`, WIDTH - 2);
  return [
    "",
    `${paint("red", "✗")} ${first}`,
    ...more.map((line) => `  ${line}`),
    ...wrap(`→ ${cleanLine(fix)}`, WIDTH - 2).map((line) => `  ${line}`),
  ];
}

/** What changed since last time, what waits, and what cannot be used of what was listed. */
function news(servers: readonly ReadyServer[], paint: Paint): readonly string[] {
  const lines = servers.flatMap(({ name, changes, waiting, dropped }) => [
    ...(changes === undefined ? [] : changeLines(name, changes)),
    ...(waiting.length === 0 ? [] : [
      `${shown(name)}: ${count(waiting.length, "tool")} held back until 'runbyte accept ${shown(name)}': ${
        names(waiting)
      }`,
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
      const [first = "", ...more] = wrap(line, WIDTH - 2);
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

function wallLine({ wall, holds, tried, open, fault }: WallFinding, paint: Paint): string {
  const what = wall === "engine"
    ? "sandbox, engine:  programs reach nothing outside"
    : "sandbox, process: a guest has no permission";
  if (holds) return `${paint("green", "✓")} ${what} (${tried} ways tried)`;
  const why = fault === undefined ? `OPEN: ${open.join(", ")}` : `could not be tried: ${cleanLine(fault)}`;
  return `${paint("red", "✗")} sandbox, ${wall}: ${why}`;
}

function summary(
  ready: readonly ReadyServer[],
  failed: readonly FailedServer[],
  sandbox: readonly WallFinding[],
  paint: Paint,
): string {
  const tools = ready.reduce((sum, one) => sum + one.tools, 0);
  const tokens = ready.reduce((sum, one) => sum + one.tokens, 0);
  const offered =
    `${count(ready.length, "server")} with ${count(tools, "tool")}, about ${grouped(tokens)} tokens ` +
    "that stay out of the context";
  if (failed.length === 0 && sandbox.every(({ holds }) => holds)) return paint("green", offered);
  return `${offered}\n${
    paint("red", `${failed.length === 0 ? "the sandbox" : count(failed.length, "server")} broken`)
  }`;
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
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** 12,345 */
function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

function seconds(ms: number | undefined): string {
  if (ms === undefined) return "–";
  return ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
