/**
 * Those who want to be told of something, and telling them.
 *
 * @module
 */

import type { Log } from "../log.ts";

/** Listeners to one kind of news. */
export class Listeners<News extends readonly unknown[]> {
  readonly #log: Log;
  readonly #listeners = new Set<(...news: News) => void>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Calls `listener` with all news from now on; returns how to stop that. */
  readonly add = (listener: (...news: News) => void): () => void => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Tells all. One that fails is logged, and keeps nothing from the others. */
  tell(...news: News): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(...news);
      } catch (error) {
        this.#log("error", "hub.listener-failed", { error: String(error) });
      }
    }
  }

  /** Forgets all. */
  clear(): void {
    this.#listeners.clear();
  }
}
