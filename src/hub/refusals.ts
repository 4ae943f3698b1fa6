/**
 * Answers to what a server asks of its client: each is refused, at once.
 *
 * @module
 */

import type { JSONRPCMessage } from "@modelcontextprotocol/client";

/** Refusals that wait to be sent: a server that asks more and reads nothing gets no answer to the rest. */
const MOST = 1_000;

/** `Method not found` in JSON-RPC. */
const METHOD_NOT_FOUND = -32601;

/** Sends refusals one after another, over HTTP each in a request of its own. */
export class Refusals {
  readonly #send: (message: JSONRPCMessage) => Promise<void>;
  readonly #waiting: (string | number)[] = [];
  #isSending = false;

  /** @param send sends one message. A failure to send is ignored: the server is gone, or does not listen. */
  constructor(send: (message: JSONRPCMessage) => Promise<void>) {
    this.#send = send;
  }

  /** Refuses the request with this id. What is no id cannot be answered. */
  refuse(id: unknown): void {
    if (typeof id !== "string" && typeof id !== "number") return;
    if (this.#waiting.length < MOST) this.#waiting.push(id);
    if (!this.#isSending) this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    for (let id = this.#waiting.shift(); id !== undefined; id = this.#waiting.shift()) {
      const error = { code: METHOD_NOT_FOUND, message: "Method not found: no such capability was declared" };
      await this.#send({ jsonrpc: "2.0", id, error }).catch(() => {});
    }
    this.#isSending = false;
  }
}
