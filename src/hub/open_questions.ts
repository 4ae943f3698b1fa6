/**
 * What servers ask a person over one connection and have not been told yet, in the way of revisions before 2026-07-28: as
 * a request of their own while they work on a call.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import type { Replies } from "./replies.ts";

/** A question. */
export interface ServerRequest {
  /** The server's id of it. */
  readonly id: unknown;
  readonly params?: unknown;
}

/** The call that it is about, as far as asking needs it. */
export interface AskingCall {
  /** The id of its request. */
  readonly request: number;
  readonly answer: (params: unknown, signal: AbortSignal) => Promise<JsonObject>;
  /** What the server gets when the question is taken back; an error where it is absent. */
  readonly ifWithdrawn?: JsonObject;
  /** Stops the call's time until the returned function is called. */
  readonly pause: () => () => void;
}

/** The questions of one connection. */
export class OpenQuestions {
  readonly #replies: Replies;
  readonly #open = new Map<unknown, { readonly request: number; readonly controller: AbortController }>();

  constructor(replies: Replies) {
    this.#replies = replies;
  }

  /** Asks, and answers the server: at once that nobody says anything, when the call ends before. */
  async put(
    { id, params }: ServerRequest,
    { request, answer, ifWithdrawn, pause }: AskingCall,
  ): Promise<void> {
    if (this.#open.has(id)) return this.decline(id);
    const controller = new AbortController();
    this.#open.set(id, { request, controller });
    const withdrawn = Promise.withResolvers<JsonObject | undefined>();
    controller.signal.addEventListener("abort", () => withdrawn.resolve(ifWithdrawn));
    const resume = pause();
    const given = answer(params, controller.signal).catch(() => undefined);
    const result = await Promise.race([given, withdrawn.promise]);
    resume();
    // Gone when the server has withdrawn it.
    if (!this.#open.delete(id)) return;
    if (result === undefined) this.#replies.reject(id);
    else this.#replies.answer(id, result);
  }

  /** Answers that the person does not want to say. */
  decline(id: unknown): void {
    this.#replies.answer(id, { action: "decline" });
  }

  /** Takes a question back for the server. @returns whether there was one of this id. */
  withdraw(id: unknown): boolean {
    const question = this.#open.get(id);
    this.#open.delete(id);
    question?.controller.abort();
    return question !== undefined;
  }

  /** Ends the questions of a call that is over. */
  end(request: number): void {
    for (const question of this.#open.values()) {
      if (question.request === request) question.controller.abort();
    }
  }
}
