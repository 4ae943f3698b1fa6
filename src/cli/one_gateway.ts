/**
 * A gateway for one command: made of the config, and gone with all that it started when the command is over, whichever
 * way that is.
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import { EXIT, toErrorText } from "../errors.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { createLog, type Log } from "../log.ts";
import { homeFolder } from "../own_folders.ts";
import { Redactor } from "../redact.ts";
import { onEndSignal } from "../signals.ts";
import type { ConfigFlags } from "./command.ts";
import { complain } from "./complaint.ts";
import { printProblems } from "./problems.ts";
import { exitCodeOf } from "./signal_exit.ts";
import { StatusLine } from "./status_line.ts";
import { inTerminalWords } from "./terminal_words.ts";
import { openWriters } from "./writers.ts";

/** What a command works with. */
export interface OneGateway {
  readonly gateway: Gateway;
  readonly config: Config;
  /** Names the only session there is. */
  readonly session: string;
  /** Aborted by Ctrl-C and its like: what comes of the work then is not to be told any more. */
  readonly signal: AbortSignal;
  readonly status: StatusLine;
}

/** What a command needs. */
export interface OneGatewayOptions {
  readonly flags: ConfigFlags;
  /** Changes the config for this command. */
  readonly adapt?: (config: Config) => Config;
  /** Whether tools are called: that is recorded, where the config asks for it. */
  readonly calls?: boolean;
  /** Called once the config is there, as long as files may be written: afterwards the process may write none. */
  readonly beforeLockDown?: () => void;
}

/** How long the end may take before everything is killed, in milliseconds. */
const CLOSE_MS = 5_000;

/** Runs a command with a gateway; returns its exit code, or 128 + n when signal n ended it. Never rejects. */
export async function withGateway(
  options: OneGatewayOptions,
  work: (made: OneGateway) => Promise<number>,
): Promise<number> {
  const env = Deno.env.toObject();
  const { flags: { config: explicitPath }, adapt } = options;
  const { config, problems } = await loadConfig({
    ...(explicitPath === undefined ? {} : { explicitPath }),
    ...{ env, cwd: Deno.cwd(), home: homeFolder(env) },
  });
  printProblems(problems);
  if (config === undefined) return EXIT.usage;
  const adapted = adapt === undefined ? config : adapt(config);
  const status = new StatusLine();
  const ending = new AbortController();
  let gateway: Gateway | undefined;
  let byHand: number | undefined;
  const stopListening = onEndSignal((signal) => {
    status.clear();
    if (byHand !== undefined) end(gateway, byHand);
    byHand = exitCodeOf(signal);
    ending.abort();
  });
  let log: Log | undefined;
  try {
    const made = await makeGateway(adapted, env, options);
    ({ gateway, log } = made);
    const session = crypto.randomUUID();
    const working = work({ gateway, config: adapted, session, signal: ending.signal, status });
    return await Promise.race([working, aborted(ending.signal).then(() => byHand ?? EXIT.failed)]);
  } catch (error) {
    return explain(error, log, status);
  } finally {
    status.clear();
    await closeInTime(gateway);
    stopListening();
  }
}

async function makeGateway(
  config: Config,
  env: Readonly<Record<string, string>>,
  { calls = false, beforeLockDown }: OneGatewayOptions,
): Promise<{ readonly gateway: Gateway; readonly log: Log }> {
  const redactor = new Redactor(config.secrets);
  // What goes wrong is in the answer; a person who wants to know more asks for all of it.
  const log = createLog({ level: config.logLevel === "debug" ? "debug" : "error", redact: redactor.hide });
  const [{ Gateway }, { ownGuest }, { ownChecker }] = await Promise.all([
    import("../gateway/gateway.ts"),
    import("../gateway/own_guest.ts"),
    import("../gateway/own_checker.ts"),
  ]);
  beforeLockDown?.();
  const { audit, ...unaudited } = config;
  const writers = await openWriters(calls && audit !== undefined ? { ...unaudited, audit } : unaudited, log);
  const gateway = new Gateway({
    ...{ config, log, redactor, env, ...writers, isForOne: true },
    guest: ownGuest(env),
    checker: ownChecker(env),
  });
  return { gateway, log };
}

function explain(error: unknown, log: Log | undefined, status: StatusLine): number {
  status.clear();
  const { message, logged } = toErrorText(error);
  if (logged === undefined) return complain(inTerminalWords(message), EXIT.failed);
  log?.("error", "cli.internal", { ref: logged.ref, error: String(logged.error) });
  return complain(message, EXIT.internal);
}

async function closeInTime(gateway: Gateway | undefined): Promise<void> {
  const timer = setTimeout(() => end(gateway, EXIT.internal), CLOSE_MS);
  await gateway?.close();
  clearTimeout(timer);
}

/** Ends without waiting. */
function end(gateway: Gateway | undefined, code: number): never {
  gateway?.kill();
  Deno.exit(code);
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
