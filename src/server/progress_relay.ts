/**
 * Passes on the progress of one tool call to the client that asked for it (MCP `progressToken`), as the tool's server says it.
 *
 * @module
 */

import { pauseBeforeResult } from "./progress.ts";

/** One report of a server. */
export interface RelayedProgress {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** Sends reports one after another, and none close to the result. */
export class ProgressRelay {
  readonly #send: (progress: RelayedProgress) => Promise<void>;
  #last = -Infinity;
  #sent = -Infinity;
  #sending: Promise<void> = Promise.resolve();
  #isFinished = false;

  /** @param send sends one notification. A failure to send is ignored: progress is a courtesy. */
  constructor(send: (progress: RelayedProgress) => Promise<void>) {
    this.#send = send;
  }

  /** Sends a report. One that is not beyond the last, which the specification rules out, is left out. */
  readonly tell = (report: RelayedProgress): void => {
    if (this.#isFinished || !(report.progress > this.#last)) return;
    this.#last = report.progress;
    this.#sending = this.#sending.then(() => this.#send(report)).catch(() => {})
      .finally(() => this.#sent = performance.now());
  };

  /** Resolves when the result may follow; nothing is sent any more. */
  async finish(): Promise<void> {
    this.#isFinished = true;
    await this.#sending;
    await pauseBeforeResult(this.#sent);
  }
}
