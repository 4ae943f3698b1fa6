/**
 * Who may ask the person behind an agent's client, how often, and what stands still meanwhile.
 *
 * @module
 */

import type { Log } from "../log.ts";
import type { Ask, Question, QuestionAnswer } from "../question.ts";

/** What a question is about. */
export interface QuestionSubject {
  readonly server: string;
  readonly tool: string;
  /** The tool's server wants to know something, or Runbyte whether the tool may be called. */
  readonly kind: "elicitation" | "confirm";
}

/** One question of an execution. */
export interface PutQuestion {
  readonly subject: QuestionSubject;
  readonly question: Question;
  /** Withdraws the question. */
  readonly signal: AbortSignal;
  /** Stops the program's clock until the returned function is called. */
  readonly hold?: (() => () => void) | undefined;
}

/** An answer, or why nobody was asked. */
export type PutAnswer = QuestionAnswer | { readonly action: "full"; readonly reason: string };

/** Whose execution it is. */
export interface AskingOptions {
  /** The program, or the agent's own call. */
  readonly execution: string;
  readonly session: string;
  /** Who calls, where the transport knows. */
  readonly principal?: string | undefined;
  readonly ask: Ask;
}

/** Executions of one session that may wait for a person at a time: each keeps a process of about 20 MB. */
const MOST_PER_SESSION = 4;

/** The same for all sessions together, and for those of one caller. */
const MOST = 16;
const MOST_PER_CALLER = 8;

/** Questions of one execution in all: beyond it nobody reads them any more, and the program would live for hours. */
const MOST_PER_EXECUTION = 16;

/** Knows what is being asked right now. */
export class QuestionDesk {
  readonly #log: Log;
  readonly #waiting = new Set<Asking>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** The way in which one execution asks. */
  open(options: AskingOptions): Asking {
    return new Asking(options, { log: this.#log, waiting: this.#waiting });
  }
}

interface Desk {
  readonly log: Log;
  /** The executions that wait for a person. */
  readonly waiting: Set<Asking>;
}

/** The questions of one execution. */
export class Asking {
  readonly #options: AskingOptions;
  readonly #desk: Desk;
  #asked = 0;
  #open = 0;

  constructor(options: AskingOptions, desk: Desk) {
    this.#options = options;
    this.#desk = desk;
  }

  /** Tells one execution from others. */
  get execution(): string {
    return this.#options.execution;
  }

  /** Asks, unless too many questions were asked or are open. Never rejects. */
  async put({ subject, question, signal, hold }: PutQuestion): Promise<PutAnswer> {
    const { execution, principal, ask } = this.#options;
    const { log, waiting } = this.#desk;
    const { kind, server, tool } = subject;
    const about = { execution, principal, kind, server, tool };
    const reason = this.#refusal();
    if (reason !== undefined) {
      log("warn", "gateway.question-refused", { ...about, reason });
      return { action: "full", reason };
    }
    this.#asked++;
    this.#open++;
    waiting.add(this);
    const release = hold?.();
    const begin = performance.now();
    try {
      const answer = await ask(question, signal).catch((): QuestionAnswer => ({ action: "cancel" }));
      const ms = Math.round(performance.now() - begin);
      log("info", "gateway.question", { ...about, answer: answer.action, ms });
      return answer;
    } finally {
      release?.();
      if (--this.#open === 0) waiting.delete(this);
    }
  }

  #refusal(): string | undefined {
    if (this.#asked >= MOST_PER_EXECUTION) return `${MOST_PER_EXECUTION} questions were asked already`;
    const others = [...this.#desk.waiting].filter((asking) => asking !== this).map((asking) =>
      asking.#options
    );
    const ofSession = others.filter(({ session }) => session === this.#options.session);
    if (ofSession.length >= MOST_PER_SESSION) {
      return `${MOST_PER_SESSION} programs of this client wait for an answer already`;
    }
    const ofCaller = others.filter((other) => callerOf(other) === callerOf(this.#options));
    const isFull = others.length >= MOST || ofCaller.length >= MOST_PER_CALLER;
    return isFull ? "too many programs wait for an answer already" : undefined;
  }
}

function callerOf({ principal, session }: AskingOptions): string {
  return principal ?? session;
}
