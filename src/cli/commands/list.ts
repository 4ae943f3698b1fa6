/**
 * `runbyte list`: the servers of the config, without starting any.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { loadConfig, readConfig } from "../../config/load.ts";
import type { Problem } from "../../config/problem.ts";
import { EXIT } from "../../errors.ts";
import { obstacleIn, serversIn } from "../../setup/config_edit.ts";
import { describeServer } from "../../setup/describe.ts";
import type { ServerEntry } from "../../setup/entry.ts";
import { cleanLine } from "../../text.ts";
import type { ListServersFlags } from "../command.ts";
import { paintFor } from "../colours.ts";
import { columnsOf, fit, padEnd, widthOf, wrap } from "../columns.ts";
import { complain } from "../complaint.ts";
import { findTarget, sourceOf } from "../config_target.ts";
import { say } from "../output.ts";
import { printProblems } from "../problems.ts";
import { besideFaultsOf, faultsInWords, problemsOf } from "../server_problems.ts";

/** A server as the list shows it. */
interface Row {
  readonly name: string;
  readonly state: "on" | "off" | "unusable";
  /** `stdio`, `http`, `sse`; `auto` for HTTP that may turn out to be SSE. */
  readonly type?: string;
  readonly how: string;
  /** Why it cannot be used. */
  readonly reason?: string;
}

/** Lists the servers. Returns the exit code. */
export async function listServers({ json, ...flags }: ListServersFlags): Promise<number> {
  const source = sourceOf(flags);
  const target = await findTarget(source);
  if (!("path" in target)) {
    printProblems(target);
    return EXIT.usage;
  }
  const { path, text = "" } = target;
  const { config, problems } = target.text === undefined
    ? await loadConfig(source)
    : readConfig({ file: path, text }, source);
  const written = serversIn(text);
  const rows = config === undefined ? unusable(written, problems) : rowsOf(config, written);
  if (rows.length === 0) {
    const problem = problems.find(({ severity }) => severity === "error");
    if (target.text === undefined && problem !== undefined) return complain(problem.message, EXIT.usage);
    const obstacle = obstacleIn(text, ["any"]);
    if (obstacle !== undefined) {
      return complain(`${path} has no servers: its "${obstacle}" is no object: mend it by hand`, EXIT.usage);
    }
    return complain(`${path} has no servers: 'runbyte add NAME -- COMMAND ...' adds one`, EXIT.usage);
  }
  printProblems(
    besideFaultsOf(rows.filter(({ state }) => state === "unusable").map(({ name }) => name), problems),
  );
  if (json) say(JSON.stringify({ config: config?.file ?? path, servers: rows }, undefined, 2));
  else print(rows, target.text === undefined ? "the environment" : path);
  return EXIT.ok;
}

function rowsOf(
  { servers, rejected, disabled }: Config,
  written: ReadonlyMap<string, ServerEntry>,
): readonly Row[] {
  const how = (name: string) => describeServer(written.get(name) ?? {});
  return [
    ...servers.map((server): Row => ({
      name: server.name,
      state: "on",
      type: server.type,
      how: written.has(server.name) ? how(server.name) : describeServer(
        server.type === "stdio" ? { command: server.command, args: server.args } : { url: server.url },
      ),
    })),
    ...rejected.map(({ name, reason }): Row => ({ name, state: "unusable", how: how(name), reason })),
    ...disabled.map((name): Row => ({ name, state: "off", how: how(name) })),
  ].sort((a, b) => a.name < b.name ? -1 : 1);
}

/** Without one that is usable there is no config. */
function unusable(
  written: ReadonlyMap<string, ServerEntry>,
  problems: readonly Problem[],
): readonly Row[] {
  return [...written].map(([name, entry]): Row => {
    const faults = problemsOf(name, problems).filter(({ severity }) => severity === "error");
    const how = describeServer(entry);
    return faults.length === 0
      ? { name, state: "off", how }
      : { name, state: "unusable", how, reason: faultsInWords(faults) };
  });
}

/** Widest column of names on a terminal. */
const NAME_WIDTH = 40;

function print(rows: readonly Row[], from: string): void {
  const paint = paintFor(Deno.stdout);
  // In a pipe nothing is cut: whoever searches the lines wants them whole.
  const isTerminal = Deno.stdout.isTerminal();
  const width = isTerminal ? columnsOf(Deno.stdout) : Infinity;
  const longest = Math.max(...rows.map(({ name }) => widthOf(name)));
  const names = isTerminal ? Math.min(NAME_WIDTH, Math.floor(width / 2), longest) : longest;
  for (const { name, state, type = "", how, reason } of rows) {
    const kind = state === "on" ? SHOWN_TYPES[type] ?? type : state;
    const head = `${padEnd(fit(cleanLine(name), names), names)}  ${kind.padEnd(8)}  `;
    const rest = fit(reason === undefined ? how : cleanLine(reason), Math.max(10, width - widthOf(head)));
    say(state === "on" ? head + rest : paint(state === "off" ? "dim" : "red", head + rest));
  }
  const off = rows.filter(({ state }) => state !== "on").length;
  const count = `${rows.length} ${rows.length === 1 ? "server" : "servers"}`;
  say("");
  for (const line of wrap(`${count}${off === 0 ? "" : `, ${off} not in use`}, from ${from}`, width)) {
    say(paint("dim", line));
  }
}

/** Whether it turns out to be the older kind of HTTP is nothing to a person. */
const SHOWN_TYPES: Readonly<Record<string, string>> = { auto: "http" };
