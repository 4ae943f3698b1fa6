/**
 * `runbyte accept`: the operator looks at what a pinned server has changed, and takes it. Works on the folder of what is
 * remembered alone; no server is started.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { EXIT } from "../errors.ts";
import { homeFolder } from "../own_folders.ts";
import type { ServerRecord } from "../state/record.ts";
import { reasonOf, StateFolder } from "../state/state_folder.ts";
import { quotedLine } from "../shell_words.ts";
import { nearest } from "../suggest.ts";
import { cleanLine } from "../text.ts";
import type { ToolDefinition } from "../tool.ts";
import type { AcceptFlags } from "./command.ts";
import { diffDefinition } from "./definition_diff.ts";
import { paintFor } from "./colours.ts";
import { complain } from "./complaint.ts";
import { say } from "./output.ts";
import { printProblems } from "./problems.ts";
import { uninterrupted } from "./uninterrupted.ts";
import { yesOrNo } from "./yes_or_no.ts";

/** Lines of one part of a definition that are shown. */
const MOST_LINES = 40;

/** What waits in one file. The same name may stand for several servers: in other configs, or with other arguments. */
interface Waiting {
  readonly file: string;
  readonly record: ServerRecord;
  readonly pending: readonly ToolDefinition[];
}

/** Shows what waits, asks, accepts it; returns the exit code. */
export async function accept(flags: AcceptFlags): Promise<number> {
  const env = Deno.env.toObject();
  const { config, problems } = await loadConfig({
    ...(flags.config === undefined ? {} : { explicitPath: flags.config }),
    ...{ env, cwd: Deno.cwd(), home: homeFolder(env) },
  });
  if (config === undefined) {
    printProblems(problems);
    return EXIT.usage;
  }
  if (config.state === undefined) {
    return complain('there is no home directory: name a folder under "state" in the config', EXIT.usage);
  }
  const folder = new StateFolder(config.state);
  const records = await recordsOf(folder);
  if (typeof records === "string") return complain(`cannot read ${config.state}: ${records}`, EXIT.failed);
  return await acceptFrom(folder, records, config, flags);
}

async function recordsOf(folder: StateFolder): Promise<ReadonlyMap<string, ServerRecord> | string> {
  try {
    return await folder.records();
  } catch (error) {
    return error instanceof Deno.errors.NotFound ? new Map() : reasonOf(error);
  }
}

async function acceptFrom(
  folder: StateFolder,
  records: ReadonlyMap<string, ServerRecord>,
  config: Config,
  { server, tools, yes, full }: AcceptFlags,
): Promise<number> {
  const known = [...config.servers, ...config.rejected].map(({ name }): string => name);
  const kept = [...records].filter(([, record]) => record.server === server);
  if (kept.length === 0 && config.disabled.some((name) => name === server)) {
    return complain(`'${server}' is switched off: ${quotedLine(["runbyte", "enable", server])}`, EXIT.usage);
  }
  if (kept.length === 0 && !known.includes(server)) {
    const names = [...new Set([...known, ...[...records.values()].map((record) => record.server)])];
    return complain(`there is no server '${server}'${suggest(server, names)}`, EXIT.usage);
  }
  const pending = kept.flatMap(([, record]) => record.pending ?? []);
  const unknown = tools.find((tool) => !pending.some(({ name }) => name === tool));
  if (pending.length > 0 && unknown !== undefined) {
    const names = pending.map(({ name }): string => name);
    return complain(`no tool '${unknown}' of server '${server}' waits${suggest(unknown, names)}`, EXIT.usage);
  }
  const waiting = kept.flatMap(([file, record]): readonly Waiting[] => {
    const chosen = (record.pending ?? []).filter(({ name }) => tools.length === 0 || tools.includes(name));
    return chosen.length === 0 ? [] : [{ file, record, pending: chosen }];
  });
  if (waiting.length === 0) return nothing(config, server);
  for (const one of waiting) show(one, full);
  if (!yes && !Deno.stdin.isTerminal()) {
    return complain("nothing was accepted: stdin is no terminal to ask on, so pass -yes", EXIT.failed);
  }
  if (!yes && !await yesOrNo("Accept?")) return complain("nothing was accepted", EXIT.failed);
  return await uninterrupted(() => take(folder, waiting));
}

function nothing({ servers }: Config, server: string): number {
  const isPinned = servers.find(({ name }) => name === server)?.pinTools ?? true;
  const hint = isPinned ? "" : `: its tools are not pinned ("pinTools": true)`;
  say(`Nothing of server '${cleanLine(server)}' waits${hint}.`);
  return EXIT.ok;
}

function show({ record: { server, accepted, version }, pending }: Waiting, isFull: boolean): void {
  const of = version === undefined ? "" : `, version ${cleanLine(version)}`;
  say(`Server ${cleanLine(server)}${of}`);
  const paint = paintFor(Deno.stdout);
  const colours = { "+": "green", "-": "red", "!": "yellow" } as const;
  for (const tool of pending) {
    const before = accepted?.find(({ name }) => name === tool.name);
    const [head = "", ...lines] = diffDefinition(before, tool, isFull ? {} : { mostLines: MOST_LINES });
    say(`\n${paint("bold", head)}`);
    for (const line of lines) {
      const sign = /^ {4}([-+!]) /.exec(line)?.[1];
      say(sign === "+" || sign === "-" || sign === "!" ? paint(colours[sign], line) : line);
    }
  }
  say("");
}

/** Accepts what was shown, and not what may have come in its place meanwhile. */
async function take(folder: StateFolder, waiting: readonly Waiting[]): Promise<number> {
  try {
    for (const { file, record: { server }, pending } of waiting) {
      await folder.change({ server, file }, { accepted: pending });
    }
  } catch (error) {
    return complain(`cannot write to ${folder.path}: ${reasonOf(error)}`, EXIT.failed);
  }
  const names = waiting.flatMap(({ pending }) => pending.map(({ name }) => cleanLine(name)));
  say(`Accepted: ${[...new Set(names)].join(", ")}`);
  return EXIT.ok;
}

function suggest(word: string, names: readonly string[]): string {
  const near = nearest(word, names);
  return near === undefined
    ? names.length === 0 ? "" : `: there are ${names.slice(0, 10).join(", ")}`
    : `: did you mean '${near}'?`;
}
