/**
 * What comes to its end in the background: connections that were given up, processes that are being stopped.
 *
 * @module
 */

import type { Log } from "../log.ts";

/** Everything that is ending. */
export class Endings {
  readonly #endings = new Set<Promise<void>>();
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Takes one. Its failure is for the log. */
  readonly track = (ending: Promise<void>): void => {
    const tracked = ending.catch((error) => this.#log("warn", "hub.close-failed", { error: String(error) }))
      .finally(() => this.#endings.delete(tracked));
    this.#endings.add(tracked);
  };

  /** Resolves when there is none any more. */
  async all(): Promise<void> {
    while (this.#endings.size > 0) await Promise.all(this.#endings);
  }
}
