/**
 * Notices that one of some files has another content.
 *
 * @module
 */

import { dirname } from "node:path";
import type { Log } from "../log.ts";

/** Options of {@linkcode FileWatch}. */
export interface FileWatchOptions {
  readonly log: Log;
  /** Called when a file has another content, once for changes that come close together. */
  readonly onChange: () => void;
}

/**
 * Times in milliseconds. An editor writes a file in several steps: it is looked at when its folder has been quiet for
 * `quiet`, or after `most`, where other programs write to the folder all the time.
 */
const SETTLE = { quiet: 200, most: 2_000 } as const;

/**
 * How often files are looked at without being told, in milliseconds: not every file system tells (those of a network, or
 * what a container is given of its host).
 */
const POLL_MS = 5_000;

/**
 * Watches files until {@linkcode stop}. Their folders are what the system is asked to watch: a file that is replaced by
 * another one, which is how most editors save, takes its own watch with it.
 */
export class FileWatch {
  readonly #options: FileWatchOptions;
  readonly #watchers = new Map<string, Deno.FsWatcher>();
  /** What each file held when it was last looked at; nothing before that. */
  #contents = new Map<string, string | undefined>();
  #poll: ReturnType<typeof setInterval> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #firstEventAt: number | undefined;
  #isStopped = false;

  constructor(options: FileWatchOptions) {
    this.#options = options;
  }

  /**
   * Watches these files (absolute paths) in place of those before. One that changed since it was last looked at is told of,
   * also when that was while nobody watched.
   */
  follow(files: readonly string[]): void {
    if (this.#isStopped) return;
    this.#contents = new Map(files.map((file) => [file, this.#contents.get(file) ?? readFile(file)]));
    const folders = new Set(files.flatMap(foldersOf));
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      this.#watchers.delete(folder);
      watcher.close();
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#watch(folder);
    this.#poll ??= setInterval(() => this.#look(), POLL_MS);
    Deno.unrefTimer(this.#poll);
    this.#lookLater();
  }

  /** Ends watching. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #watch(folder: string): void {
    try {
      const watcher = Deno.watchFs(folder, { recursive: false });
      this.#watchers.set(folder, watcher);
      void this.#listen(watcher);
    } catch (error) {
      this.#warn(error);
    }
  }

  async #listen(watcher: Deno.FsWatcher): Promise<void> {
    try {
      for await (const { kind } of watcher) {
        // Our own reading is an access.
        if (kind !== "access") this.#lookLater();
      }
    } catch (error) {
      if (!this.#isStopped) this.#warn(error);
    }
  }

  #lookLater(): void {
    const now = performance.now();
    this.#firstEventAt ??= now;
    clearTimeout(this.#timer);
    const at = Math.min(now + SETTLE.quiet, this.#firstEventAt + SETTLE.most);
    this.#timer = setTimeout(() => this.#look(), Math.max(0, at - now));
  }

  #look(): void {
    this.#firstEventAt = undefined;
    let hasChanged = false;
    for (const [file, before] of this.#contents) {
      const now = readFile(file);
      if (now === before) continue;
      // Before it is told of: what is read then may be newer still, and is found to be so by the next look.
      this.#contents.set(file, now);
      hasChanged = true;
    }
    if (hasChanged) this.#options.onChange();
  }

  #warn(error: unknown): void {
    // The message has a path, the name says enough: too many watches, no such folder.
    const reason = error instanceof Error ? error.name : String(error);
    this.#options.log("warn", "config.not-watched", { reason, next: "send SIGHUP after a change" });
  }
}

/** The content of a file; `undefined` when it cannot be read. */
function readFile(file: string): string | undefined {
  try {
    // A pipe would be waited for.
    return Deno.statSync(file).isFile ? Deno.readTextFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

/** The folder of a path, and the one that the file itself is in where the path is a link. */
function foldersOf(file: string): readonly string[] {
  const folder = dirname(file);
  try {
    return [folder, dirname(Deno.realPathSync(file))];
  } catch {
    return [folder];
  }
}
