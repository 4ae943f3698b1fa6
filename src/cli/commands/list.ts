/**
 * `runbyte list`: the servers of the config, without starting any.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { readConfig } from "../../config/load.ts";
import { loadConfig } from "../../config/load.ts";
import { EXIT } from "../../errors.ts";
import { serversIn } from "../../setup/config_edit.ts";
import { describeServer } from "../../setup/describe.ts";
import type { ServerEntry } from "../../setup/entry.ts";
import { cleanLine, truncate } from "../../text.ts";
import type { ListServersFlags } from "../command.ts";
import { paintFor } from "../colours.ts";
import { complain } from "../complaint.ts";
import { findTarget, sourceOf } from "../config_target.ts";
import { printProblems } from "../problems.ts";

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
  const rows = config === undefined ? unusable(written) : rowsOf(config, written);
  if (rows.length === 0) {
    const problem = problems.find(({ severity }) => severity === "error");
    return complain(
      problem?.message ?? `${path} has no servers: 'runbyte add NAME -- command' adds one`,
      EXIT.usage,
    );
  }
  if (json) console.log(JSON.stringify({ config: config?.file ?? path, servers: rows }, undefined, 2));
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
function unusable(written: ReadonlyMap<string, ServerEntry>): readonly Row[] {
  return [...written].map(([name, entry]) => ({ name, state: "off", how: describeServer(entry) }));
}

function print(rows: readonly Row[], from: string): void {
  const paint = paintFor(Deno.stdout);
  const width = columnsOf();
  const longest = Math.min(30, Math.max(...rows.map(({ name }) => name.length)));
  for (const { name, state, type = "", how, reason } of rows) {
    const head = `${truncate(cleanLine(name), 30).padEnd(longest)}  ${
      state === "on" ? type.padEnd(8) : state.padEnd(8)
    }  `;
    const rest = truncate(reason === undefined ? how : cleanLine(reason), Math.max(20, width - head.length));
    console.log(state === "on" ? head + rest : paint(state === "off" ? "dim" : "red", head + rest));
  }
  const off = rows.filter(({ state }) => state !== "on").length;
  console.log(
    paint("dim", `\n${rows.length} servers${off === 0 ? "" : `, ${off} not in use`}, from ${from}`),
  );
}

/** How wide the terminal is; wide where there is none. */
function columnsOf(): number {
  try {
    return Deno.stdout.isTerminal() ? Deno.consoleSize().columns : 200;
  } catch {
    return 80;
  }
}
