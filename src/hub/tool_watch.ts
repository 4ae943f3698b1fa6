/**
 * Reads a server's tools again when it says that they have changed.
 *
 * @module
 */

import type { Connection } from "./connection.ts";
import type { ToolList } from "./tool_list.ts";

/** Options of {@linkcode ToolWatch}. */
export interface ToolWatchOptions {
  readonly connection: Connection;
  /** How long reading the list may take. */
  readonly timeoutMs: number;
  readonly onList: (list: ToolList) => void;
  /** Told when the new list cannot be read; the old one stays. */
  readonly onError: (error: unknown) => void;
}

/** Servers that change several tools say so for each: the list is read when they have been silent for so long. */
const QUIET_MS = 200;

/** Watches one connection until {@linkcode stop}. */
export class ToolWatch {
  readonly #options: ToolWatchOptions;
  readonly #stopped = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #changedMeanwhile = false;

  constructor(options: ToolWatchOptions) {
    this.#options = options;
    options.connection.onToolsChanged = () => this.#changed();
    options.connection.watchTools();
  }

  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  #changed(): void {
    if (this.#stopped.signal.aborted) return;
    this.#changedMeanwhile = true;
    clearTimeout(this.#timer);
    if (!this.#reading) this.#timer = setTimeout(() => this.#read(), QUIET_MS);
  }

  async #read(): Promise<void> {
    const { connection, timeoutMs, onList, onError } = this.#options;
    this.#reading = true;
    this.#changedMeanwhile = false;
    try {
      const list = await connection.listTools(this.#stopped.signal, timeoutMs);
      if (!this.#stopped.signal.aborted) onList(list);
    } catch (error) {
      if (!this.#stopped.signal.aborted) onError(error);
    }
    this.#reading = false;
    if (this.#changedMeanwhile) this.#changed();
  }
}
