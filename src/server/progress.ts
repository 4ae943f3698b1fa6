/**
 * Tells a client how a program is getting on, when it asked for that (MCP `progressToken`).
 *
 * @module
 */

/** One `notifications/progress` without its token. */
export interface Progress {
  /** Counts up. */
  readonly progress: number;
  readonly message: string;
}

/** How often progress is sent at most, in milliseconds. Events in between are told together. */
const INTERVAL_MS = 200;

/**
 * Time between the last progress and the result, in milliseconds. Clients that read both in one go have dropped the
 * connection, because the request was finished when they came to its progress (anthropics/claude-code#47765).
 */
const GAP_MS = 50;

/** Lines that one message tells; of more, the last ones. */
const LINES = 5;

/** Gathers what happens in one execution and sends it now and then, never close to the result. */
export class ProgressReporter {
  readonly #send: (progress: Progress) => Promise<void>;
  #lines: string[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sent = -Infinity;
  #sending: Promise<void> = Promise.resolve();

  /** @param send sends one notification. A failure to send is ignored: progress is a courtesy. */
  constructor(send: (progress: Progress) => Promise<void>) {
    this.#send = send;
  }

  /** Notes that something happened. */
  tell(line: string): void {
    this.#count++;
    this.#lines.push(line);
    if (this.#lines.length > LINES) this.#lines.shift();
    this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
  }

  /** Drops what was not sent yet, and resolves when the result may follow. */
  async finish(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sending;
    const wait = this.#sent + GAP_MS - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }

  #flush(): void {
    this.#timer = undefined;
    const progress = { progress: this.#count, message: this.#lines.join("\n") };
    this.#lines = [];
    this.#sending = this.#send(progress).catch(() => {}).finally(() => this.#sent = performance.now());
  }
}
