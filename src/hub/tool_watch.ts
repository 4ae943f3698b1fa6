/**
 * Keeps the list of a server's tools as it is at the server: reads it again when the server says that it has changed, and
 * when it is asked for after its time is over.
 *
 * @module
 */

import type { Connection } from "./connection.ts";
import type { ToolList } from "./tool_list.ts";

/** Options of {@linkcode ToolWatch}. */
export interface ToolWatchOptions {
  readonly connection: Pick<Connection, "hasChanged" | "listTools" | "onToolsChanged" | "watchTools">;
  /** The list as it was read when the connection was made. */
  readonly list: ToolList;
  /** How long reading the list may take. */
  readonly timeoutMs: number;
  readonly onList: (list: ToolList) => void;
  /** Told when the new list cannot be read; the old one stays. */
  readonly onError: (error: unknown) => void;
}

/**
 * Times in milliseconds. Servers that change several tools say so for each: the list is read when they have been silent
 * for `quiet`, or after `most`. Between two readings there is a pause, which doubles as long as they follow each other
 * closely: some servers say that their list has changed whenever it is read.
 */
const QUIET = { quiet: 200, most: 2_000 } as const;
const PAUSE = { first: 200, most: 30_000 } as const;

/** A list may say that its time is over at once; it is good for so long all the same, in milliseconds. */
const LEAST_TTL_MS = 5_000;

/** How long somebody who asks for the list waits for its newer version, in milliseconds. */
const WAIT_MS = 1_000;

/** Watches one connection until {@linkcode stop}. */
export class ToolWatch {
  readonly #options: ToolWatchOptions;
  readonly #stopped = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading: Promise<void> | undefined;
  /** Resolved when the next reading has ended, and replaced then. */
  #ended = Promise.withResolvers<void>();
  #isStale = false;
  #staleSince = 0;
  #readAt = performance.now();
  #pauseMs: number = PAUSE.first;
  #ttlMs: number;

  constructor(options: ToolWatchOptions) {
    this.#options = options;
    this.#ttlMs = options.list.ttlMs ?? Infinity;
    options.connection.onToolsChanged = () => this.#changed();
    if (options.connection.hasChanged) this.#changed(); // while the list was being read
    options.connection.watchTools();
  }

  /** Resolves when the list is as the server has it now, or a second later. Reads it if it is out of date. */
  async upToDate(): Promise<void> {
    if (this.#stopped.signal.aborted) return;
    if (this.#reading === undefined) {
      const now = performance.now();
      const isOver = now - this.#readAt >= Math.max(this.#ttlMs, LEAST_TTL_MS);
      const waitMs = isOver ? 0 : Math.max(0, this.#readAt + this.#pauseMs - now);
      if (!(isOver || this.#isStale) || waitMs >= WAIT_MS) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#read(), waitMs);
    }
    const timer = Promise.withResolvers<void>();
    const id = setTimeout(timer.resolve, WAIT_MS);
    await Promise.race([this.#ended.promise, timer.promise]);
    clearTimeout(id);
  }

  /** Ends watching. The list that is being read is not passed on. */
  stop(): void {
    this.#stopped.abort();
    this.#ended.resolve();
    clearTimeout(this.#timer);
  }

  #changed(): void {
    if (this.#stopped.signal.aborted) return;
    const now = performance.now();
    if (!this.#isStale) {
      this.#staleSince = now;
      if (now - this.#readAt > 2 * this.#pauseMs) this.#pauseMs = PAUSE.first;
    }
    this.#isStale = true;
    if (this.#reading === undefined) this.#readLater(now);
  }

  #readLater(now: number): void {
    const at = Math.min(now + QUIET.quiet, this.#staleSince + QUIET.most);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(), Math.max(at, this.#readAt + this.#pauseMs) - now);
  }

  #read(): Promise<void> {
    clearTimeout(this.#timer);
    return this.#reading ??= this.#readOnce().finally(() => {
      this.#reading = undefined;
      this.#ended.resolve();
      this.#ended = Promise.withResolvers();
      this.#readAt = performance.now();
      this.#pauseMs = Math.min(2 * this.#pauseMs, PAUSE.most);
      if (this.#isStale && !this.#stopped.signal.aborted) this.#readLater(this.#readAt);
    });
  }

  async #readOnce(): Promise<void> {
    const { connection, timeoutMs, onList, onError } = this.#options;
    const { signal } = this.#stopped;
    this.#isStale = false;
    try {
      const list = await connection.listTools(signal, timeoutMs);
      this.#ttlMs = list.ttlMs ?? Infinity;
      if (!signal.aborted) onList(list);
    } catch (error) {
      if (signal.aborted) return;
      this.#ttlMs = 0; // Whoever asks for the list next has it read again.
      onError(error);
    }
  }
}
