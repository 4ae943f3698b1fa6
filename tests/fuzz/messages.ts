/**
 * JSON-RPC messages, from honest to absurd, each with what is owed for it.
 *
 * @module
 */

import { initializeParams, META } from "../support/http_wire.ts";
import type { Random } from "./random.ts";
import { anyValue, breakJson, deepJson } from "./values.ts";

/** What a peer may expect of an input. */
export type Owed =
  /** Nothing at all: it was a notification, a response, or an empty line. */
  | { readonly kind: "nothing" }
  /** One answer with this id, a result or an error. */
  | { readonly kind: "answer"; readonly id: string | number }
  /** One error, whose id is this one or null where the message is too broken to have one. */
  | { readonly kind: "refusal"; readonly id: unknown };

/** A text to send, and what is owed. */
export interface FuzzMessage {
  /** What it is, for whoever reads a failure. */
  readonly what: string;
  readonly text: string;
  /** The method, where it has one. */
  readonly method: string;
  readonly owed: Owed;
}

/** The protocol eras. */
export type Era = "legacy" | "modern";

const METHODS = [
  "tools/list",
  "ping",
  "server/discover",
  "resources/list",
  "prompts/get",
  "completion/complete",
  "logging/setLevel",
  "tasks/get",
  "no/such",
  "",
  "__proto__",
  "toString",
  "rpc.discover",
  "notifications/initialized",
  "notifications/cancelled",
];

/** Makes messages of one protocol era; every id is used once. */
export class MessageMaker {
  readonly #random: Random;
  readonly #era: Era;
  #count = 0;

  constructor(random: Random, era: Era) {
    this.#random = random;
    this.#era = era;
  }

  /** The next message. */
  next(): FuzzMessage {
    const random = this.#random;
    return random.weighted<() => FuzzMessage>([
      [20, () => this.#request("a request", random.pick(METHODS), {})],
      [15, () => this.#request("odd parameters", random.pick(METHODS), anyValue(random))],
      [15, () => this.#toolCall()],
      [
        3,
        () =>
          this.#request(
            "another initialize",
            "initialize",
            initializeParams(random.pick(["1", "2025-11-25"])),
          ),
      ],
      [8, () => this.#version()],
      [8, () => this.#oddId()],
      [8, () => this.#notification()],
      [4, () => this.#response()],
      [10, () => this.#broken()],
      [6, () => ({ ...refusal("no message"), text: JSON.stringify(this.#noMessage()) })],
      [3, () => this.#batch()],
      [1, () => this.#deep()],
    ])();
  }

  /** A request that is as it should be. */
  honest(): string {
    return this.#request("an honest request", "tools/list", {}).text;
  }

  /** A message of about so many bytes. */
  large(bytes: number): FuzzMessage {
    const filler = "x".repeat(bytes);
    return this.#random.pick([
      () => this.#request("a large argument", "tools/call", this.#call("read_file", { path: filler })),
      () => this.#request("a large parameter", "tools/list", { filler }),
      () => ({ ...refusal("a large broken one"), text: `{"jsonrpc":"2.0","filler":"${filler}` }),
    ])();
  }

  #id(): string | number {
    const count = ++this.#count;
    return this.#random.pick([
      count,
      -count,
      count + 2 ** 40,
      `f${count}`,
      `😀${count}`,
      `"${count}\\`,
      `${count}.0`,
    ]);
  }

  #request(what: string, method: string, params: unknown, id = this.#id()): FuzzMessage {
    const message = { jsonrpc: "2.0", id, method, params: this.#withMeta(params) };
    return { what, text: JSON.stringify(message), method, owed: { kind: "answer", id } };
  }

  #withMeta(params: unknown): unknown {
    const isObject = typeof params === "object" && params !== null && !Array.isArray(params);
    return this.#era === "modern" && isObject && !("_meta" in params) ? { ...params, _meta: META } : params;
  }

  #call(name: unknown, given: unknown) {
    return { name, arguments: given };
  }

  #toolCall(): FuzzMessage {
    const random = this.#random;
    const params = random.weighted<() => unknown>([
      [
        5,
        () => this.#call("list_directory", { path: random.pick(["/servers", "/", "..", "/servers/basic"]) }),
      ],
      [5, () => this.#call("read_file", { path: anyValue(random, 1) })],
      [
        2,
        () => this.#call("execute_code", { code: random.pick(["1", "export const exec = () => 1;", "}{"]) }),
      ],
      [3, () => this.#call(anyValue(random, 1), anyValue(random))],
      [3, () => ({ ...this.#call("list_directory", {}), _meta: anyValue(random) })],
    ])();
    return this.#request("a tool call", "tools/call", params);
  }

  /** A version in the message that is none of JSON-RPC's, or one of the protocol's that there is not. */
  #version(): FuzzMessage {
    const random = this.#random;
    const id = this.#id();
    if (random.oneIn(2)) {
      const jsonrpc = random.pick(["1.0", "2", 2, null, "2.0 ", undefined]);
      const text = JSON.stringify({ jsonrpc, id, method: "tools/list", params: this.#withMeta({}) });
      return { ...refusal("a wrong version", id), text };
    }
    const version = random.pick(["1999-01-01", "2099-01-01", "", 5, null]);
    const params = { _meta: { ...META, "io.modelcontextprotocol/protocolVersion": version } };
    return this.#request("another protocol version", "tools/list", params, id);
  }

  #oddId(): FuzzMessage {
    const id = this.#random.pick<unknown>([null, true, {}, [], [1], 1.5, 1e300, { id: 1 }]);
    const text = JSON.stringify({ jsonrpc: "2.0", id, method: "tools/list", params: this.#withMeta({}) });
    return { ...refusal("an odd id", id), text };
  }

  #notification(): FuzzMessage {
    const random = this.#random;
    const method = random.pick([
      "notifications/initialized",
      "notifications/cancelled",
      "notifications/x",
      "tools/list",
    ]);
    const params = this.#withMeta(random.oneIn(2) ? { requestId: random.pick([0, "gone", null]) } : {});
    return {
      what: "a notification",
      text: JSON.stringify({ jsonrpc: "2.0", method, params }),
      method,
      owed: { kind: "nothing" },
    };
  }

  #response(): FuzzMessage {
    const random = this.#random;
    const answer = random.pick([{ result: {} }, { result: anyValue(random) }, {
      error: { code: 1, message: "no" },
    }]);
    const id = random.pick([1, "gone", 2 ** 40]);
    return {
      what: "a response",
      text: JSON.stringify({ jsonrpc: "2.0", id, ...answer }),
      method: "",
      owed: { kind: "nothing" },
    };
  }

  #broken(): FuzzMessage {
    const { text } = this.#request("", "tools/list", anyValue(this.#random, 1));
    return { ...refusal("broken JSON"), text: breakJson(this.#random, text) };
  }

  #noMessage(): unknown {
    const value = anyValue(this.#random);
    // An array would be a batch.
    return Array.isArray(value) ? { value } : value;
  }

  #batch(): FuzzMessage {
    const messages = Array.from(
      { length: this.#random.below(4) },
      () => ({ jsonrpc: "2.0", id: this.#id(), method: "ping" }),
    );
    return { ...refusal("a batch"), text: JSON.stringify(messages) };
  }

  #deep(): FuzzMessage {
    return { ...refusal("a deep nest"), text: deepJson(this.#random) };
  }
}

function refusal(what: string, id: unknown = null) {
  return { what, method: "", owed: { kind: "refusal", id } } as const;
}
