/**
 * A call that outlives the requests that carry it (protocol revision 2026-07-28): its question ends one request, and the
 * answer comes with the next. Meanwhile it is parked.
 *
 * @module
 */

import type { CallToolResult, InputRequests, ServerContext } from "@modelcontextprotocol/server";
import { isJsonObject } from "../json.ts";
import { type Ask, type Question, type QuestionAnswer, readAnswer } from "../question.ts";
import { formOf } from "./asking_client.ts";
import { type Conversation, notifyOf, type Work } from "./conversation.ts";

/** How long to wait for more questions after the first, in milliseconds: calls made at once ask at about the same time. */
const GATHER_MS = 50;

interface OpenQuestion {
  readonly question: Question;
  readonly answer: (answer: QuestionAnswer) => void;
}

/** Whoever makes one has {@linkcode ParkedCall.giveUp} called in the end. */
export class ParkedCall implements Conversation {
  readonly wantsProgress: boolean;
  readonly #cancelled = new AbortController();
  readonly #open = new Map<string, OpenQuestion>();
  readonly #result: Promise<CallToolResult>;
  #hasEnded = false;
  #canAsk = true;
  #count = 0;
  #visit: ServerContext | undefined;
  #change = Promise.withResolvers<void>();

  /** Begins the work. @param visit the request that it begins with. */
  constructor(visit: ServerContext, work: Work) {
    this.wantsProgress = visit.mcpReq._meta?.progressToken !== undefined;
    this.#visit = visit;
    this.#result = work(this);
    const end = () => {
      this.#hasEnded = true;
      this.#change.resolve();
    };
    this.#result.then(end, end);
  }

  /** Aborts when the call is given up, or the request that carries it right now is cancelled. */
  get signal(): AbortSignal {
    return this.#cancelled.signal;
  }

  /** Puts a question to the person, with the next answer to a request. */
  readonly ask: Ask = (question, signal) => {
    if (!this.#canAsk || signal.aborted) return Promise.resolve({ action: "decline" });
    const key = `question-${++this.#count}`;
    const { promise, resolve } = Promise.withResolvers<QuestionAnswer>();
    this.#open.set(key, { question, answer: resolve });
    signal.addEventListener("abort", () => {
      this.#open.delete(key);
      resolve({ action: "cancel" });
    });
    this.#change.resolve();
    return promise;
  };

  /** Tells the client whose request carries the call right now; while it is parked, nobody. */
  async notify(progress: Parameters<Conversation["notify"]>[0]): Promise<void> {
    if (this.#visit !== undefined) await notifyOf(this.#visit, progress);
  }

  /** Takes what a client brings for the questions that it was told. What is no answer is asked again. */
  answer(responses: unknown): void {
    const given = isJsonObject(responses) ? responses : {};
    for (const [key, { question, answer }] of this.#open) {
      const read = Object.hasOwn(given, key) ? readAnswer(given[key], question) : undefined;
      if (read === undefined) continue;
      this.#open.delete(key);
      answer(read);
    }
  }

  /** Answers every question with no, those that are still to come among them. */
  declineAll(): void {
    this.#canAsk = false;
    for (const { answer } of this.#open.values()) answer({ action: "decline" });
    this.#open.clear();
  }

  /** Ends the call: nobody waits for it any more. */
  giveUp(): void {
    this.declineAll();
    this.#cancelled.abort(new DOMException("nobody waits for it any more", "AbortError"));
  }

  /**
   * Has a request carry the call on, until it ends or asks. Returns its result, or what has to be asked. A request that is
   * cancelled cancels the call.
   */
  async carry(
    visit: ServerContext,
  ): Promise<{ readonly result: Promise<CallToolResult> } | { readonly asks: InputRequests }> {
    const { signal } = visit.mcpReq;
    const cancel = () => this.giveUp();
    this.#visit = visit;
    if (signal.aborted) cancel();
    else signal.addEventListener("abort", cancel);
    try {
      for (;;) {
        if (this.#hasEnded) return { result: this.#result };
        if (this.#open.size > 0) {
          // Nothing may be told close to an answer, and more may be asked: clients drop what comes in one go with it.
          this.#visit = undefined;
          await this.#gather();
          if (this.#open.size > 0 && !this.#hasEnded) return { asks: this.#asks() };
          this.#visit = visit;
        } else {
          this.#change = Promise.withResolvers();
          await this.#change.promise;
        }
      }
    } finally {
      signal.removeEventListener("abort", cancel);
      this.#visit = undefined;
    }
  }

  async #gather(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, GATHER_MS);
    this.#result.then(() => resolve(), () => resolve());
    await promise;
    clearTimeout(timer);
  }

  #asks(): InputRequests {
    return Object.fromEntries(
      [...this.#open].map(([key, { question }]) =>
        [key, { method: "elicitation/create", params: formOf(question) }] as const
      ),
    );
  }
}
