/**
 * `runbyte init`: from the configs of other MCP clients to one of Runbyte's, and back to the clients.
 *
 * @module
 */

import { dirname } from "node:path";
import type { ConfigSource } from "../../config/config.ts";
import { EXIT } from "../../errors.ts";
import { type Client, clientOf, CLIENTS, type Places } from "../../setup/client.ts";
import { addServers, obstacleIn, serversIn } from "../../setup/config_edit.ts";
import { holdsSecret } from "../../setup/describe.ts";
import { discover, type FoundFile, readTextFile } from "../../setup/discover.ts";
import { isSameServer } from "../../setup/entry.ts";
import { backupPath, FileWriter, realPath } from "../../setup/file_writer.ts";
import { installFile } from "../../setup/install_file.ts";
import { obstacleTo } from "../../setup/jsonc_edit.ts";
import { type Merge, mergeServers } from "../../setup/merge.ts";
import { OWN_NAME, type OwnCommand, ownCommand, ownSnippet, withOwnEntry } from "../../setup/own_entry.ts";
import { nearest } from "../../suggest.ts";
import type { InitFlags } from "../command.ts";
import { complain } from "../complaint.ts";
import { type ConfigTarget, findTarget, sourceOf } from "../config_target.ts";
import { InitReport, type Step } from "../init_report.ts";
import { printProblems } from "../problems.ts";
import { uninterrupted } from "../uninterrupted.ts";
import { yesOrNo } from "../yes_or_no.ts";

/** What the parts of one run share. */
interface Run {
  readonly files: readonly FoundFile[];
  readonly merge: Merge;
  readonly places: Places;
  readonly command: OwnCommand;
  readonly report: InitReport;
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
  const run: Run = { files, merge, places, command: ownCommand(path), report };
  const steps = await plan(flags, { ...target, path }, run);
  if (steps === undefined) return EXIT.failed;
  const code = await carryOut(steps, flags.yes, report);
  if (code === EXIT.ok) await tellNext(flags, run, { source, path, steps });
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
  run: Run,
): Promise<readonly Step[] | undefined> {
  const { merge: { servers }, report } = run;
  const steps: Step[] = [];
  const added = servers.filter(({ isKnown }) => !isKnown);
  if (servers.length === 0) {
    report.print("No servers were found: 'runbyte add NAME -- COMMAND ...' makes a config with a first one.");
    if (install.length > 0) return undefined;
  }
  if (added.length > 0) {
    const obstacle = obstacleIn(text ?? "", added.map(({ name }) => name));
    if (obstacle !== undefined) {
      complain(
        `cannot write ${path}: its "${obstacle}" is no object: mend it, and run this again`,
        EXIT.failed,
      );
      return undefined;
    }
    const count = `${added.length} ${added.length === 1 ? "server" : "servers"}`;
    steps.push({
      ...{ path, text: addServers(text ?? "", added.map(({ name, entry }) => [name, entry])) },
      ...(text === undefined ? {} : { old: text }),
      what: text === undefined ? `write ${count} to the new config` : `add ${count} to`,
    });
  }
  for (const client of new Set(install.map(clientOf))) {
    const step = client && await installStep(client, run);
    if (step === "failed") return undefined;
    if (step !== undefined) steps.push(step);
  }
  return steps;
}

async function installStep(client: Client, run: Run): Promise<Step | "failed" | undefined> {
  const { places, command, report } = run;
  const { name, next, section } = client;
  const { path: found, isThere } = await installFile(client, places);
  const path = realPath(found);
  const own = run.files.find((file) => file.client === client && file.path === found)?.own;
  if (client.format !== "json") {
    if (own !== undefined && isSameServer(own.entry, command)) report.pointedAlready(name, path);
    else report.byHand(client, path, ownSnippet(client, command));
    return undefined;
  }
  const failed = (message: string) => {
    complain(message, EXIT.failed);
    return "failed" as const;
  };
  if (!isThere) {
    return failed(
      `${name} does not seem to be on this machine: there is no folder ${report.short(dirname(found))}`,
    );
  }
  const fault = run.files.find((file) => file.client === client && file.path === found)?.fault;
  if (fault !== undefined) {
    const next = fault.startsWith("line ") || !fault.includes(": ") ? ": mend it, and run this again" : "";
    return failed(`cannot read ${path}: ${fault}${next}`);
  }
  const old = await readTextFile(path);
  const entry = own?.name ?? OWN_NAME;
  const obstacle = obstacleTo(old ?? "", [...section, entry])?.join(".");
  if (obstacle !== undefined) {
    return failed(`cannot write ${path}: its "${obstacle}" is no object: mend it, and run this again`);
  }
  const text = withOwnEntry(old ?? "", client, command, entry);
  if (text === old) {
    report.pointedAlready(name, path);
    return undefined;
  }
  return {
    ...{ path, text, what: `point ${name} at Runbyte in`, next: `${name}: ${next}.` },
    ...(old === undefined ? {} : { old }),
  };
}

async function carryOut(steps: readonly Step[], yes: boolean, report: InitReport): Promise<number> {
  if (steps.length === 0) return EXIT.ok;
  report.steps(steps);
  if (!yes && !Deno.stdin.isTerminal()) {
    return complain("nothing was written: stdin is no terminal to ask on, so pass -yes", EXIT.failed);
  }
  if (!yes && !await yesOrNo("Go ahead?")) return complain("nothing was written", EXIT.failed);
  return await uninterrupted((signal) => writeAll(steps, report, signal));
}

async function writeAll(steps: readonly Step[], report: InitReport, signal: AbortSignal): Promise<number> {
  const writer = FileWriter.open(steps.map(({ path }) => path));
  try {
    for (const step of steps) {
      if (signal.aborted) break;
      const { path, text, old } = step;
      const written = await writer.write({
        ...{ path, text },
        ...(old === undefined ? {} : { old, backup: backupPath(path) }),
      });
      if (!written.ok) return complain(`cannot write ${path}: ${written.reason}`, EXIT.failed);
      report.written(step, written.backup);
    }
  } finally {
    writer.close();
  }
  return EXIT.ok;
}

/** The entries for the clients, and what is left to be done. */
async function tellNext(
  { install }: InitFlags,
  { files, merge, command, report, places }: Run,
  { source, path, steps }: {
    readonly source: ConfigSource;
    readonly path: string;
    readonly steps: readonly Step[];
  },
): Promise<void> {
  report.remarks(merge, source.env);
  if (merge.servers.some(({ isKnown, entry }) => !isKnown && holdsSecret(entry))) {
    report.secrets(path, await Deno.stat(path).then(({ mode }) => mode ?? undefined, () => undefined));
  }
  if (merge.servers.length === 0) return;
  const without: { client: Client; path: string }[] = [];
  for (const client of CLIENTS) {
    const { path } = await installFile(client, places);
    const file = files.find((one) => one.client === client && one.path === path);
    if (file !== undefined && file.own === undefined) without.push({ client, path });
  }
  if (install.length === 0) report.entries(without, (client) => ownSnippet(client, command));
  report.closing(without.map(({ client }) => client), { isInstalled: install.length > 0, steps });
}

function osOf(): Places["os"] {
  return Deno.build.os === "windows" || Deno.build.os === "darwin" ? Deno.build.os : "linux";
}
