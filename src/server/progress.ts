/**
 * Tells a client how a program is getting on, when it asked for that (MCP `progressToken`).
 *
 * @module
 */

import type { ToolProgress } from "../gateway/program_call.ts";
import type { Ask } from "../question.ts";

/** One `notifications/progress` without its token. */
export interface Progress {
  /** Counts up. */
  readonly progress: number;
  readonly message: string;
}

/** Says how far a tool call is, as in `github/search 3/10: reading pages`. The message is a stranger's. */
export function describeProgress({ server, tool, progress, total, message = "" }: ToolProgress): string {
  const done = total === undefined ? format(progress) : `${format(progress)}/${format(total)}`;
  return `${server}/${tool} ${done}${message === "" ? "" : `: ${message}`}`;
}

/** How often a question that is open is told again, in milliseconds: clients give up on what is silent for a minute. */
const REMIND_MS = 20_000;

/** Tells, as long as a question is open, what the call waits for. */
export function announced(ask: Ask, tell: (line: string) => void): Ask {
  return async (question, signal) => {
    const [line = ""] = question.message.split("\n", 1);
    const say = () => tell(`waiting for an answer: ${line}`);
    say();
    const timer = setInterval(say, REMIND_MS);
    try {
      return await ask(question, signal);
    } finally {
      clearInterval(timer);
    }
  };
}

/** Not more digits than anybody reads: some servers tell fractions. */
function format(count: number): string {
  return String(Math.round(count * 100) / 100);
}

/** How often progress is sent at most, in milliseconds. Events in between are told together. */
const INTERVAL_MS = 200;

/**
 * Time between the last progress and the result, in milliseconds. Clients that read both in one go have dropped the
 * connection, because the request was finished when they came to its progress (anthropics/claude-code#47765).
 */
const GAP_MS = 50;

/** Lines that one message tells. Of more, the last ones, and of what goes on only what is left room for. */
const LINES = 5;

interface Line {
  readonly text: string;
  /** What goes on, where a later line about it replaces this one. */
  readonly subject: string | undefined;
}

/** Gathers what happens in one execution and sends it now and then, never close to the result. */
export class ProgressReporter {
  readonly #send: (progress: Progress) => Promise<void>;
  #lines: Line[] = [];
  #count = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sent = -Infinity;
  #sending: Promise<void> = Promise.resolve();

  /** @param send sends one notification. A failure to send is ignored: progress is a courtesy. */
  constructor(send: (progress: Progress) => Promise<void>) {
    this.#send = send;
  }

  /** Notes that something happened, or how far something is that goes on: of that, only the last word is told. */
  tell(text: string, subject?: string): void {
    this.#count++;
    const old = subject === undefined ? -1 : this.#lines.findIndex((line) => line.subject === subject);
    if (old >= 0) this.#lines.splice(old, 1);
    this.#lines.push({ text, subject });
    if (this.#lines.length > LINES) {
      const passing = this.#lines.findIndex((line) => line.subject !== undefined);
      this.#lines.splice(Math.max(0, passing), 1);
    }
    this.#timer ??= setTimeout(() => this.#flush(), INTERVAL_MS);
  }

  /** Drops what was not sent yet, and resolves when the result may follow. */
  async finish(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#sending;
    await pauseBeforeResult(this.#sent);
  }

  #flush(): void {
    this.#timer = undefined;
    const progress = { progress: this.#count, message: this.#lines.map(({ text }) => text).join("\n") };
    this.#lines = [];
    this.#sending = this.#send(progress).catch(() => {}).finally(() => this.#sent = performance.now());
  }
}

/** Resolves when a result may follow the progress that was sent last, at this time of `performance.now()`. */
export async function pauseBeforeResult(sentAt: number): Promise<void> {
  const wait = sentAt + GAP_MS - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}
