/**
 * `runbyte init`: from the configs of other MCP clients to one of Runbyte's, and back to the clients.
 *
 * @module
 */

import { dirname } from "node:path";
import type { ConfigSource } from "../../config/config.ts";
import { EXIT } from "../../errors.ts";
import { type Client, clientOf, CLIENTS, type Places } from "../../setup/client.ts";
import { addServers, serversIn } from "../../setup/config_edit.ts";
import { discover, type FoundFile } from "../../setup/discover.ts";
import { backupPath, FileWriter, realPath } from "../../setup/file_writer.ts";
import { type Merge, mergeServers } from "../../setup/merge.ts";
import { type OwnCommand, ownCommand, ownSnippet, withOwnEntry } from "../../setup/own_entry.ts";
import { nearest } from "../../suggest.ts";
import type { InitFlags } from "../command.ts";
import { complain } from "../complaint.ts";
import { type ConfigTarget, findTarget, sourceOf } from "../config_target.ts";
import { InitReport } from "../init_report.ts";
import { printProblems } from "../problems.ts";

/** A file that is to be written. */
interface Step {
  readonly path: string;
  readonly text: string;
  readonly backup?: string;
  /** What is done to it, as a question has it: "add 3 servers to". */
  readonly what: string;
  /** Said when it is done. */
  readonly next?: string;
}

/** Finds, shows, asks and writes. Returns the exit code. */
export async function init(flags: InitFlags): Promise<number> {
  const unknown = flags.install.find((id) => clientOf(id) === undefined);
  if (unknown !== undefined) return unknownClient(unknown);
  const source = sourceOf(flags);
  const { home } = source;
  if (home === undefined) return complain("there is no home directory to look into: set HOME", EXIT.failed);
  const target = await findTarget(source);
  if (!("path" in target)) {
    printProblems(target);
    return EXIT.usage;
  }
  const places: Places = { os: osOf(), home, folder: source.cwd, env: source.env };
  const files = await discover(places);
  const path = realPath(target.path);
  const merge = mergeServers(files, serversIn(target.text ?? ""));
  const report = new InitReport(places);
  report.found(files, merge);
  const command = ownCommand(path);
  const steps = await plan(flags, { ...target, path }, merge, { places, command, report });
  if (steps === undefined) return EXIT.failed;
  const code = await carryOut(steps, flags.yes, report);
  if (code === EXIT.ok) tellNext(flags, { files, merge, command, report, source });
  return code;
}

function unknownClient(id: string): number {
  const ids = CLIENTS.map((client): string => client.id);
  const near = nearest(id, ids);
  const next = near === undefined ? `there are ${ids.join(", ")}` : `did you mean '${near}'?`;
  return complain(`unknown client '${id}': ${next}`, EXIT.usage);
}

/** What is to be written; nothing, after saying why, where that cannot be done. */
async function plan(
  { install }: InitFlags,
  { path, text }: ConfigTarget,
  { servers }: Merge,
  { places, command, report }: { places: Places; command: OwnCommand; report: InitReport },
): Promise<readonly Step[] | undefined> {
  const steps: Step[] = [];
  const added = servers.filter(({ isKnown }) => !isKnown);
  if (servers.length === 0) {
    report.print("No servers were found: 'runbyte add NAME -- COMMAND ...' makes a config with a first one.");
    if (install.length > 0) return undefined;
  }
  if (added.length > 0) {
    const count = `${added.length} ${added.length === 1 ? "server" : "servers"}`;
    steps.push({
      ...{ path, text: addServers(text ?? "", added.map(({ name, entry }) => [name, entry])) },
      ...(text === undefined ? {} : { backup: backupPath(path) }),
      what: text === undefined ? `write ${count} to the new config` : `add ${count} to`,
    });
  }
  for (const client of new Set(install.map(clientOf))) {
    const step = client && await installStep(client, places, command, report);
    if (step === "failed") return undefined;
    if (step !== undefined) steps.push(step);
  }
  return steps;
}

async function installStep(
  client: Client,
  places: Places,
  command: OwnCommand,
  report: InitReport,
): Promise<Step | "failed" | undefined> {
  const path = realPath(client.file(places));
  const { name, next } = client;
  if (client.format !== "json") {
    report.byHand(client, path, ownSnippet(client, command));
    return undefined;
  }
  if (!client.isProject && !await exists(dirname(path))) {
    const where = report.short(dirname(path));
    complain(`${name} does not seem to be on this machine: there is no ${where}`, EXIT.failed);
    return "failed";
  }
  const [file] = await discover(
    places,
    (one) => one === client.file(places) ? read(path) : Promise.resolve(undefined),
  );
  if (file?.fault !== undefined) {
    complain(`cannot read ${path}: ${file.fault}: mend it, and run this again`, EXIT.failed);
    return "failed";
  }
  const old = await read(path);
  const text = withOwnEntry(old ?? "", client, command);
  if (text === old) {
    report.print(`${name} is pointed at Runbyte already (${report.short(path)}).`);
    return undefined;
  }
  return {
    ...{ path, text, what: `point ${name} at Runbyte in`, next: `${name}: ${next}.` },
    ...(old === undefined ? {} : { backup: backupPath(path) }),
  };
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) return undefined;
    throw error;
  }
}

async function carryOut(steps: readonly Step[], yes: boolean, report: InitReport): Promise<number> {
  if (steps.length === 0) return EXIT.ok;
  report.steps(steps);
  if (!yes && !Deno.stdin.isTerminal()) {
    return complain("nothing was written: stdin is no terminal to ask on, so pass -yes", EXIT.failed);
  }
  if (!yes && !confirm("Go ahead?")) return complain("nothing was written", EXIT.failed);
  const writer = FileWriter.open(steps.map(({ path }) => path));
  try {
    for (const { path, text, backup, next } of steps) {
      const written = await writer.write({ path, text, ...(backup === undefined ? {} : { backup }) });
      if (!written.ok) return complain(`cannot write ${path}: ${written.reason}`, EXIT.failed);
      report.written(path, backup);
      if (next !== undefined) report.print(`  ${next}`);
    }
  } finally {
    writer.close();
  }
  return EXIT.ok;
}

/** The entries for the clients, and what is left to be done. */
function tellNext(
  { install }: InitFlags,
  { files, merge, command, report, source }: {
    readonly files: readonly FoundFile[];
    readonly merge: Merge;
    readonly command: OwnCommand;
    readonly report: InitReport;
    readonly source: ConfigSource;
  },
): void {
  report.remarks(merge, source.env);
  if (merge.servers.length === 0) return;
  if (install.length === 0) {
    const missing = CLIENTS.filter((client) =>
      files.some((file) =>
        file.client === client && file.path === client.file(report.places) && !file.hasRunbyte
      )
    );
    report.entries(missing, (client) => ownSnippet(client, command));
  }
  report.closing(files, install);
}

function osOf(): Places["os"] {
  return Deno.build.os === "windows" || Deno.build.os === "darwin" ? Deno.build.os : "linux";
}
