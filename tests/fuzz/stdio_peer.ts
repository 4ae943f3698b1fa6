/**
 * The fuzzer's end of a stdio connection: sends an input, and gathers what comes back for it.
 *
 * @module
 */

import type { Message } from "../support/http_wire.ts";
import type { RawStdio } from "../support/raw_stdio.ts";
import type { Era, FuzzMessage } from "./messages.ts";
import { META } from "../support/http_wire.ts";
import { brief, faultOf } from "./judge.ts";

/** One connection under fire. */
export class StdioPeer {
  readonly #stdio: RawStdio;
  readonly #era: Era;
  readonly #answerMs: number;
  #received: Message[] = [];
  #fences = 0;
  #wake: () => void = () => {};

  /** @param answerMs How long an answer may take. */
  constructor(stdio: RawStdio, era: Era, answerMs: number) {
    this.#stdio = stdio;
    this.#era = era;
    this.#answerMs = answerMs;
    stdio.onLine = (line) => {
      this.#received.push(line.startsWith("{") && line.endsWith("}") ? JSON.parse(line) : { noise: line });
      this.#wake();
    };
    stdio.status.then(() => this.#wake());
  }

  /** Sends an input in the pieces that are given, then an honest request; returns what is wrong with what came back. */
  async fire({ owed }: FuzzMessage, pieces: readonly Uint8Array[]): Promise<string | undefined> {
    for (const piece of pieces) await this.#stdio.write(piece);
    const fence = await this.#sendFence();
    const wanted = owed.kind === "nothing" ? 1 : 2;
    const isDone = () => this.#received.length >= wanted && this.#received.some(({ id }) => id === fence);
    const inTime = await this.#until(isDone);
    const received = this.#received;
    this.#received = [];
    const answered = received.some(({ id, result }) => id === fence && result !== undefined);
    if (!answered) {
      return inTime ? "the honest request failed" : `no answer to the honest request: ${brief(received)}`;
    }
    return faultOf(owed, received.filter(({ id }) => id !== fence));
  }

  /** Returns what came that nobody had asked for, after an honest request has been answered. */
  async leftover(): Promise<readonly Message[]> {
    const fence = await this.#sendFence();
    await this.#until(() => this.#received.some(({ id }) => id === fence));
    const received = this.#received.filter(({ id }) => id !== fence);
    this.#received = [];
    return received;
  }

  async #sendFence(): Promise<string> {
    const id = `fence ${++this.#fences}`;
    const honest = this.#era === "legacy"
      ? { jsonrpc: "2.0", id, method: "ping" }
      : { jsonrpc: "2.0", id, method: "server/discover", params: { _meta: META } };
    await this.#stdio.tell(honest);
    return id;
  }

  async #until(isDone: () => boolean): Promise<boolean> {
    const late = Promise.withResolvers<void>();
    const timer = setTimeout(late.resolve, this.#answerMs);
    let isLate = false;
    late.promise.then(() => {
      isLate = true;
      this.#wake();
    });
    let ended = false;
    this.#stdio.status.then(() => ended = true);
    while (!isDone() && !isLate && !ended) await new Promise<void>((resolve) => this.#wake = resolve);
    clearTimeout(timer);
    return isDone();
  }
}
