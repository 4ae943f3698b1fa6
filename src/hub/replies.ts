/**
 * Answers to what a server asks of its client: most of it is refused, at once; questions to a person are answered.
 *
 * @module
 */

import type { JSONRPCMessage } from "@modelcontextprotocol/client";
import type { JsonObject } from "../json.ts";

/** Replies that wait to be sent: a server that asks more and reads nothing gets no answer to the rest. */
const MOST = 1_000;

/** `Method not found` in JSON-RPC. */
const METHOD_NOT_FOUND = -32601;

/** What a client answers when its user does not want to (MCP, Sampling, Error Handling). */
const REJECTED = -1;

type Reply = Extract<JSONRPCMessage, { result: unknown } | { error: unknown }>;

/** Sends replies one after another, over HTTP each in a request of its own. */
export class Replies {
  readonly #send: (message: JSONRPCMessage) => Promise<void>;
  readonly #waiting: Reply[] = [];
  #isSending = false;

  /** @param send sends one message. A failure to send is ignored: the server is gone, or does not listen. */
  constructor(send: (message: JSONRPCMessage) => Promise<void>) {
    this.#send = send;
  }

  /** Refuses the request with this id. What is no id cannot be answered. */
  refuse(id: unknown): void {
    if (!isId(id)) return;
    const error = { code: METHOD_NOT_FOUND, message: "Method not found: no such capability was declared" };
    this.#reply({ jsonrpc: "2.0", id, error });
  }

  /** Says that whoever was to answer the request with this id has not done so. */
  reject(id: unknown): void {
    if (!isId(id)) return;
    this.#reply({ jsonrpc: "2.0", id, error: { code: REJECTED, message: "the client did not answer" } });
  }

  /** Answers the request with this id. */
  answer(id: unknown, result: JsonObject): void {
    if (isId(id)) this.#reply({ jsonrpc: "2.0", id, result: { ...result } });
  }

  #reply(reply: Reply): void {
    if (this.#waiting.length < MOST) this.#waiting.push(reply);
    if (!this.#isSending) void this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    for (let reply = this.#waiting.shift(); reply !== undefined; reply = this.#waiting.shift()) {
      await this.#send(reply).catch(() => {});
    }
    this.#isSending = false;
  }
}

function isId(id: unknown): id is string | number {
  return typeof id === "string" || typeof id === "number";
}
