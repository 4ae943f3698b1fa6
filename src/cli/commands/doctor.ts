/**
 * `runbyte doctor`: what works of the config, what does not, and what to do about that.
 *
 * @module
 */

import type { Config } from "../../config/config.ts";
import { loadConfig } from "../../config/load.ts";
import type { Problem } from "../../config/problem.ts";
import type { ServerFinding, WallFinding } from "../../doctor/examination.ts";
import { EXIT } from "../../errors.ts";
import { giveUpWriting } from "../../lock_down.ts";
import { createLog, type Log } from "../../log.ts";
import { Redactor } from "../../redact.ts";
import { onEndSignal } from "../../signals.ts";
import { quotedLine } from "../../shell_words.ts";
import { nearest } from "../../suggest.ts";
import type { DoctorFlags } from "../command.ts";
import { complain } from "../complaint.ts";
import { sourceOf } from "../config_target.ts";
import { doctorReport, isHealthy } from "../doctor_report.ts";
import { formatJson, print } from "../output.ts";
import { printProblems } from "../problems.ts";
import { besideFaultsOf, problemsOf, withoutProblemsOf } from "../server_problems.ts";
import { exitCodeOf } from "../signal_exit.ts";
import { StatusLine } from "../status_line.ts";

/** Examines servers and sandbox; returns 1 when something is broken. */
export async function doctor({ names, timeoutMs, json, ...flags }: DoctorFlags): Promise<number> {
  const source = sourceOf(flags);
  const { config: whole, problems: all } = await loadConfig(source);
  const others = whole === undefined ? [] : othersThan(names, whole);
  const problems = withoutProblemsOf(others, all);
  // Why an entry cannot be used the report says in its place.
  printProblems(besideFaultsOf(whole?.rejected.map(({ name }) => name) ?? [], problems));
  if (whole === undefined) {
    if (json) await print(formatJson({ ok: false, problems }));
    return EXIT.usage;
  }
  const chosen = choose(whole, names, timeoutMs);
  if (typeof chosen === "number") return chosen;
  const status = new StatusLine();
  const ending = new AbortController();
  let interrupted: number | undefined;
  const stopListening = onEndSignal((signal) => {
    interrupted = exitCodeOf(signal);
    ending.abort(new Error("interrupted"));
  });
  try {
    const findings = await examine(chosen, source.env, status, ending.signal);
    status.clear();
    if (interrupted !== undefined) return interrupted;
    const result = {
      config: chosen.file,
      disabled: names.length === 0 ? chosen.disabled : [],
      servers: findings.servers.map((finding) => withPlace(finding, problems)),
      sandbox: findings.sandbox,
    };
    if (json) await print(formatJson({ ok: isHealthy(result), ...result, problems }));
    else await print(doctorReport(result, { home: source.home }));
    return isHealthy(result) ? EXIT.ok : EXIT.failed;
  } catch (error) {
    status.clear();
    if (interrupted !== undefined) return interrupted;
    throw error;
  } finally {
    stopListening();
  }
}

/** Says where the entry stands that cannot be used. */
function withPlace(finding: ServerFinding, problems: readonly Problem[]): ServerFinding {
  if (finding.status === "ok" || finding.transport !== "unknown") return finding;
  const [first] = problemsOf(finding.name, problems).filter(({ severity }) => severity === "error");
  if (first?.file === undefined || first.line === undefined) return finding;
  return { ...finding, fix: `mend its entry: ${first.file}:${first.line}:${first.column ?? 1}` };
}

/** The servers that were not asked for. */
function othersThan(names: readonly string[], { servers, rejected, disabled }: Config): readonly string[] {
  if (names.length === 0) return [];
  const all = [...servers, ...rejected].map(({ name }): string => name);
  return [...all, ...disabled].filter((name) => !names.includes(name));
}

/** The config with the servers alone that were asked for. */
function choose(config: Config, names: readonly string[], timeoutMs: number | undefined): Config | number {
  const limits = timeoutMs === undefined ? config.limits : { ...config.limits, connectMs: timeoutMs };
  if (names.length === 0) return { ...config, limits };
  const known = [...config.servers, ...config.rejected].map(({ name }): string => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    if (config.disabled.includes(unknown)) {
      return complain(
        `'${unknown}' is switched off: ${quotedLine(["runbyte", "enable", unknown])}`,
        EXIT.usage,
      );
    }
    const near = nearest(unknown, known);
    const next = near === undefined
      ? `there are ${known.slice(0, 10).join(", ")}`
      : `did you mean '${near}'?`;
    return complain(`there is no server '${unknown}': ${next}`, EXIT.usage);
  }
  const isMeant = ({ name }: { readonly name: string }) => names.includes(name);
  return {
    ...config,
    limits,
    servers: config.servers.filter(isMeant),
    rejected: config.rejected.filter(isMeant),
  };
}

async function examine(
  config: Config,
  env: Readonly<Record<string, string>>,
  status: StatusLine,
  signal: AbortSignal,
): Promise<{ readonly servers: readonly ServerFinding[]; readonly sandbox: readonly WallFinding[] }> {
  const redactor = new Redactor(config.secrets);
  const log = createLog({ level: config.logLevel === "debug" ? "debug" : "error", redact: redactor.hide });
  const [{ examineServers }, { examineWalls }, { ownGuest }] = await Promise.all([
    import("../../doctor/examine_servers.ts"),
    import("../../doctor/examine_walls.ts"),
    import("../../gateway/own_guest.ts"),
  ]);
  const store = await openStore(config, log);
  const waiting = new Set([...config.servers, ...config.rejected].map(({ name }): string => name));
  const total = waiting.size;
  const onFinding = ({ name }: ServerFinding) => {
    waiting.delete(name);
    status.tell(
      waiting.size === 0
        ? "trying the sandbox …"
        : `${total - waiting.size} of ${total} servers, waiting for ${[...waiting].join(", ")} …`,
    );
  };
  status.tell(`connecting to ${total} ${total === 1 ? "server" : "servers"} …`);
  try {
    const servers = await examineServers({
      ...{ config, log, env, store, signal, onFinding, redact: redactor.hide },
    });
    // After the servers: on a small machine the two would only keep each other waiting.
    const sandbox = await examineWalls({ guest: ownGuest(env), limits: config.limits, log, signal });
    return { servers, sandbox };
  } finally {
    await store?.close();
  }
}

/** What is remembered of servers. Its thread may write there, and nothing else may write anything from now on. */
async function openStore({ state }: Config, log: Log) {
  if (state === undefined) {
    giveUpWriting();
    return undefined;
  }
  const { KeptTools } = await import("../../state/kept_tools.ts");
  const store = new KeptTools({ path: state, log, onStarted: giveUpWriting });
  store.start();
  return store;
}
