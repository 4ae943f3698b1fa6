/**
 * MCP over this process's stdin and stdout.
 *
 * Not the SDK's transport, for three reasons: its reader needs quadratic time for a large line, it closes the
 * connection at a line that is too long instead of refusing that line, and at the end of stdin it drops the requests
 * that are still being answered, so that `runbyte < requests.jsonl` would print nothing.
 *
 * @module
 */

import {
  isJSONRPCErrorResponse,
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type RequestId,
  type Transport,
} from "@modelcontextprotocol/server";
import { isJsonObject } from "../json.ts";
import { type Line, LineSplitter } from "../line_splitter.ts";
import { readMessageEnds } from "../message_id.ts";
import { Batches, batchFault } from "./batches.ts";

/**
 * Longest line accepted. A program may have 256 KiB, which JSON escapes can make six times as long; a source that is far
 * too large is still read, to be told so in words that a model sees.
 */
const LINE_BYTES = 32 * 1024 * 1024;

/** Room for one read. */
const READ_BYTES = 64 * 1024;

/**
 * How long answers are waited for after the client closed its end. A script needs them; a client that shuts down sends a
 * signal after about 2 s, which ends the wait.
 */
const DRAIN_MS = 10_000;

/**
 * The same for a client that closed its end long after its last request: it has given up on the answers. What closes it
 * right after a request is a file or a script.
 */
const ABANDONED_MS = 300;

/** How long after a request the end of stdin still belongs to it. */
const RECENT_MS = 2_000;

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const NO_MESSAGE = "Invalid Request: not a JSON-RPC 2.0 message";

/** The two ends of the pipe. */
export interface StdioStreams {
  readonly input: ReadableStream<Uint8Array>;
  readonly output: WritableStream<Uint8Array>;
}

/** Reads messages from one stream and writes them to the other, in order. */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #reader: ReadableStreamBYOBReader;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines = new LineSplitter(LINE_BYTES);
  /** Ids of requests without an answer yet. */
  readonly #open = new Set<RequestId>();
  readonly #batches = new Batches();
  #version: string | undefined;
  #drained: (() => void) | undefined;
  #requestedAt = -Infinity;
  #hasFailed = false;
  #closed = false;

  constructor({ input, output }: StdioStreams) {
    this.#reader = input.getReader({ mode: "byob" });
    this.#writer = output.getWriter();
  }

  /** Whether an answer could not be written. */
  get hasFailed(): boolean {
    return this.#hasFailed;
  }

  /** Begins to read. */
  start(): Promise<void> {
    this.#read().catch((error) => this.onerror?.(error)).finally(() => this.close());
    return Promise.resolve();
  }

  /** Told when client and server have agreed on a revision, which `initialize` does. */
  readonly setProtocolVersion = (version: string): void => {
    this.#version = version;
  };

  /** Writes a message; settles when the stream has taken it. An answer to a part of a batch waits for the others. */
  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#closed) throw new Error("the connection is closed");
    const id = answeredBy(message);
    if (id === undefined || !this.#batches.has(id)) return await this.#write(message, id);
    const answers = this.#batches.settle(id, message);
    if (answers.length > 0) await this.#write(answers, id);
    else this.#settle(id);
  }

  async #write(message: JSONRPCMessage | readonly JSONRPCMessage[], answered?: RequestId): Promise<void> {
    try {
      await this.#writer.write(new TextEncoder().encode(JSON.stringify(message) + "\n"));
    } catch (error) {
      // Nobody reads stdout any more, or it is full.
      this.#hasFailed = true;
      await this.close();
      throw error;
    } finally {
      if (answered !== undefined) this.#settle(answered);
    }
  }

  /** Stops reading and tells `onclose`. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#drained?.();
    await this.#reader.cancel().catch(() => {});
    this.onclose?.();
  }

  async #read(): Promise<void> {
    let buffer = new Uint8Array(READ_BYTES);
    for (;;) {
      const { value, done } = await this.#reader.read(buffer);
      if (done || value === undefined) return await this.#drain();
      for (const line of this.#lines.push(value)) this.#receive(line);
      buffer = new Uint8Array(value.buffer);
    }
  }

  /** Waits until the requests at hand are answered, but not long. */
  async #drain(): Promise<void> {
    if (this.#open.size === 0 || this.#closed) return;
    const isRecent = performance.now() - this.#requestedAt < RECENT_MS;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, isRecent ? DRAIN_MS : ABANDONED_MS);
      this.#drained = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Notes a request as open; a cancelled one will not be answered, and a subscription only when all is over. */
  #track(message: JSONRPCMessage): void {
    if (!("method" in message) || message.method === "subscriptions/listen") return;
    if ("id" in message && message.id !== undefined) {
      this.#open.add(message.id);
      this.#requestedAt = performance.now();
    }
    const cancelled = message.method === "notifications/cancelled"
      ? message.params?.["requestId"]
      : undefined;
    if (typeof cancelled !== "string" && typeof cancelled !== "number") return;
    this.#answer(this.#batches.settle(cancelled));
    this.#settle(cancelled);
  }

  #settle(id: RequestId): void {
    this.#open.delete(id);
    if (this.#open.size === 0) this.#drained?.();
  }

  #receive(line: Line): void {
    if (line.kind === "oversized") {
      const ends = readMessageEnds(line.head, line.tail);
      return this.#refuse(
        INVALID_REQUEST,
        `a message of ${line.length} bytes is too long: at most ${LINE_BYTES}`,
        ends.kind === "call" ? ends.id ?? null : null,
      );
    }
    const text = line.text.trim();
    if (text === "") return;
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return this.#refuse(PARSE_ERROR, "Parse error: not JSON");
    }
    if (Array.isArray(message) && message.length > 0) this.#receiveBatch(message);
    else if (isMessage(message)) this.#deliver(message);
    else if (!isResponse(message)) this.#refuse(INVALID_REQUEST, NO_MESSAGE, idOf(message));
  }

  #receiveBatch(messages: readonly unknown[]): void {
    const fault = batchFault(messages.length, this.#version);
    if (fault !== undefined) return this.#refuse(INVALID_REQUEST, fault);
    const known = messages.filter(isMessage);
    const refusals = messages.filter((message) => !isMessage(message) && !isResponse(message))
      .map((message) => refusal(INVALID_REQUEST, NO_MESSAGE, idOf(message)));
    this.#answer(this.#batches.begin(known.filter(isJSONRPCRequest).map(({ id }) => id), refusals));
    for (const message of known) this.#deliver(message);
  }

  #deliver(message: JSONRPCMessage): void {
    this.#track(message);
    this.onmessage?.(message);
  }

  #refuse(code: number, message: string, id?: RequestId | null): void {
    this.#answer(refusal(code, message, id));
  }

  /** Writes what no request waits for, if it is anything. */
  #answer(answer: JSONRPCMessage | readonly JSONRPCMessage[]): void {
    if (Array.isArray(answer) && answer.length === 0) return;
    this.#write(answer).catch((error) => this.onerror?.(error));
  }
}

/**
 * The answer to what cannot be read. Where its id is not known either, JSON-RPC gives the answer the id null, which the
 * SDK's type does not have.
 */
function refusal(code: number, message: string, id: RequestId | null = null): JSONRPCMessage {
  return { jsonrpc: "2.0", id, error: { code, message } } as unknown as JSONRPCMessage;
}

/** The id of the request that a message answers. */
function answeredBy(message: JSONRPCMessage): RequestId | undefined {
  return "id" in message && !("method" in message) ? message.id : undefined;
}

/** Whether a value is a message as the SDK takes it: anything else it would drop without a word. */
function isMessage(value: unknown): value is JSONRPCMessage {
  if (!isJsonObject(value)) return false;
  if ("method" in value && "id" in value) return isJSONRPCRequest(value);
  return isJSONRPCNotification(value) || isJSONRPCResultResponse(value) || isJSONRPCErrorResponse(value);
}

/** Whether a value was meant to answer something: that is never answered itself, however broken. */
function isResponse(value: unknown): boolean {
  return isJsonObject(value) && !("method" in value) && ("result" in value || "error" in value);
}

function idOf(value: unknown): RequestId | null {
  const id = isJsonObject(value) ? value["id"] : undefined;
  return typeof id === "string" || typeof id === "number" ? id : null;
}
