/**
 * Follows the config while the gateway serves: on SIGHUP, and when one of its files changes.
 *
 * @module
 */

import { canonicalJson } from "../canonical_json.ts";
import type { Config, ConfigSource } from "../config/config.ts";
import { loadConfig } from "../config/load.ts";
import type { Problem } from "../config/problem.ts";
import type { Log } from "../log.ts";
import { onReloadSignal } from "../signals.ts";
import { FileWatch } from "./file_watch.ts";
import { logProblems } from "./problems.ts";

/** What a reload begins with. */
export interface ConfigReloadOptions {
  /** What the config in force was made from. */
  readonly source: ConfigSource;
  readonly config: Config;
  /** What was wrong with the config in force: that does not keep the next one from being taken. */
  readonly problems: readonly Problem[];
  readonly log: Log;
  /** Told of every config that is taken. */
  readonly onConfig: (config: Config) => void;
  /** Told of the signal, whatever the config says. */
  readonly onSignal: () => void;
}

/** What is read when Runbyte starts and not again. Who may call follows the config. */
const AT_START = {
  limits: ({ limits }: Config) => limits,
  server: ({ server: { host, port, timeoutMs } }: Config) => ({ host, port, timeoutMs }),
  audit: ({ audit }: Config) => audit,
  state: ({ state }: Config) => state,
} as const satisfies Readonly<Record<string, (config: Config) => unknown>>;

/** Listens for the signal at once and for changed files from {@linkcode watch} on, until {@linkcode stop}. */
export class ConfigReload {
  readonly #options: ConfigReloadOptions;
  readonly #watch: FileWatch;
  /** A moment after the config was read. */
  readonly #startedAt = Date.now();
  #config: Config;
  #problems: readonly Problem[];
  readonly #stopListening: () => void;
  #reading: Promise<void> = Promise.resolve();

  constructor(options: ConfigReloadOptions) {
    this.#options = options;
    this.#config = options.config;
    this.#problems = options.problems;
    this.#watch = new FileWatch({ log: options.log, onChange: () => void this.reload("file") });
    this.#stopListening = onReloadSignal(() => {
      options.onSignal();
      void this.reload("signal");
    });
  }

  /** Begins to look after the files, once there is time for it. */
  watch(): void {
    this.#watch.follow(this.#config.files);
    if (this.#config.files.some((file) => changedSince(file, this.#startedAt))) void this.reload("file");
  }

  /** Listens no more. */
  stop(): void {
    this.#stopListening();
    this.#watch.stop();
  }

  /** Reads the config again and takes it, unless it has faults that the one in force has not. Never rejects. */
  reload(reason: "signal" | "file"): Promise<void> {
    return this.#reading = this.#reading.then(() => this.#reload(reason)).catch((error) => {
      this.#options.log("error", "config.reload-failed", { error: String(error) });
    });
  }

  async #reload(reason: "signal" | "file"): Promise<void> {
    const { source, log, onConfig } = this.#options;
    // The file that is in force: another one that the search would find is not what the operator has edited.
    const { file } = this.#config;
    const { config, problems } = await loadConfig(
      file === undefined ? source : { ...source, explicitPath: file },
    );
    const faults = newFaults(problems, this.#problems);
    if (config === undefined || faults.length > 0) {
      logProblems(config === undefined ? problems : faults, log);
      return log("error", "config.refused", { reason, next: "the old config serves on: mend the new one" });
    }
    const change = describeChange(this.#config, config);
    if (change === undefined) {
      return log(reason === "signal" ? "info" : "debug", "config.unchanged", { reason });
    }
    logProblems(problems, log);
    onConfig(config);
    this.#config = config;
    this.#problems = problems;
    this.#watch.follow(config.files);
    log("info", "config.reloaded", { reason, ...change });
  }
}

/** Whether a file was written after a moment, in milliseconds since 1970. */
function changedSince(file: string, moment: number): boolean {
  try {
    return (Deno.statSync(file).mtime?.getTime() ?? 0) > moment;
  } catch {
    return false;
  }
}

/** The errors that were not there before, wherever they stood then. */
function newFaults(problems: readonly Problem[], before: readonly Problem[]): readonly Problem[] {
  const known = new Set(before.map(({ path, message }) => `${path} ${message}`));
  return problems.filter(({ severity, path, message }) =>
    severity === "error" && !known.has(`${path} ${message}`)
  );
}

/** The names of what differs, as the log tells them; absent when nothing does. */
function describeChange(before: Config, after: Config): Readonly<Record<string, string>> | undefined {
  if (canonicalJson(before) === canonicalJson(after)) return undefined;
  const [old, now] = [before, after].map(({ servers, rejected }) =>
    new Map([...servers, ...rejected].map((server): [string, string] => [server.name, canonicalJson(server)]))
  ) as [Map<string, string>, Map<string, string>]; // of two, two
  const names = {
    added: [...now.keys()].filter((name) => !old.has(name)),
    changed: [...now].filter(([name, text]) => old.has(name) && old.get(name) !== text).map(([name]) => name),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    needsRestart: Object.entries(AT_START).filter(([, read]) =>
      canonicalJson(read(before) ?? null) !== canonicalJson(read(after) ?? null)
    ).map(([key]) => key),
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([key, list]) => list.length === 0 ? [] : [[key, list.join(", ")]]),
  );
}
