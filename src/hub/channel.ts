/**
 * A transport with requests of our own on it. The SDK's client does the handshake, answers pings and sees
 * notifications; tool lists and tool calls go past it, because it validates them: one malformed tool would cost a
 * server its whole list, a result that differs from its schema would be lost, and 10 MB would be walked several times.
 *
 * @module
 */

import type {
  JSONRPCMessage,
  MessageExtraInfo,
  Transport,
  TransportSendOptions,
} from "@modelcontextprotocol/client";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { OversizedMessage } from "./oversized.ts";
import { RequestError, type RequestFailure } from "./request_error.ts";

/** A request to a downstream server. */
export interface ChannelRequest {
  readonly method: string;
  readonly params: JsonObject;
  /** HTTP headers for this request alone. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly fail: (failure: RequestFailure) => void;
}

/** Ids of our requests begin here; the SDK's count from 0 (numbers, because some servers take no strings). */
const FIRST_ID = 1_000_000;

/** Wraps a transport that nobody else uses. */
export class Channel implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;
  /** Sent with every request and notification of ours: the envelope of protocol revision 2026-07-28. */
  envelope: JsonObject | undefined;
  readonly #inner: Transport;
  readonly #pending = new Map<number, Pending>();
  #nextId = FIRST_ID;
  #closed = false;

  constructor(inner: Transport) {
    this.#inner = inner;
  }

  get sessionId(): string | undefined {
    return this.#inner.sessionId;
  }

  get hasPerRequestStream(): boolean {
    return this.#inner.hasPerRequestStream === true;
  }

  setProtocolVersion(version: string): void {
    this.#inner.setProtocolVersion?.(version);
  }

  async start(): Promise<void> {
    this.#inner.onmessage = (message: JSONRPCMessage, extra?: MessageExtraInfo) =>
      this.#receive(message, extra);
    this.#inner.onerror = (error) => this.onerror?.(error);
    this.#inner.onclose = () => this.#end();
    await this.#inner.start();
  }

  send(message: JSONRPCMessage, options?: TransportSendOptions): Promise<void> {
    return this.#inner.send(message, options);
  }

  async close(): Promise<void> {
    await this.#inner.close();
    this.#end();
  }

  /**
   * Sends a request and returns its result as it came, unchecked. Tells the server when nobody waits any more.
   *
   * @throws {RequestError}
   */
  async request({ method, params, headers, signal, timeoutMs }: ChannelRequest): Promise<unknown> {
    if (signal.aborted) throw new RequestError({ kind: "cancelled" });
    if (this.#closed) throw new RequestError({ kind: "closed" });
    const id = this.#nextId++;
    const stream = new AbortController();
    const answer = Promise.withResolvers<unknown>();
    const fail = (failure: RequestFailure) => answer.reject(new RequestError(failure));
    this.#pending.set(id, { resolve: answer.resolve, fail });
    const giveUp = (failure: RequestFailure) => {
      if (!this.#pending.delete(id)) return;
      fail(failure);
      this.#cancel(id, stream);
    };
    const onAbort = () => giveUp({ kind: "cancelled" });
    const timer = setTimeout(() => giveUp({ kind: "timedOut", ms: timeoutMs }), timeoutMs);
    signal.addEventListener("abort", onAbort);
    // The id comes second: bounded_fetch.ts finds it there.
    const message = { jsonrpc: "2.0", id, method, params: this.#enveloped(params) } as const;
    this.#inner.send(message as JSONRPCMessage, {
      requestSignal: stream.signal,
      onRequestStreamEnd: () => fail({ kind: "noAnswer" }),
      ...(headers === undefined ? {} : { headers }),
    }).catch((error) => fail({ kind: "undelivered", error }));
    try {
      return await answer.promise;
    } catch (error) {
      if (error instanceof RequestError && error.failure.kind === "oversized") stream.abort();
      throw error;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      this.#pending.delete(id);
    }
  }

  /** Fails the request that an oversized message answers; every request when that cannot be told. */
  failOversized({ length, ends }: OversizedMessage): void {
    if (ends.kind === "call") return;
    const waiting = ends.kind === "response"
      ? [this.#pending.get(Number(ends.id))]
      : [...this.#pending.values()];
    for (const pending of waiting) pending?.fail({ kind: "oversized", length });
  }

  #enveloped(params: JsonObject): JsonObject {
    return this.envelope === undefined ? params : { ...params, _meta: this.envelope };
  }

  #cancel(requestId: number, stream: AbortController): void {
    stream.abort();
    // Since 2026-07-28, dropping the HTTP request is what cancels it.
    if (this.hasPerRequestStream && this.envelope !== undefined) return;
    const params = this.#enveloped({ requestId, reason: "nobody waits for it any more" });
    const message = { jsonrpc: "2.0", method: "notifications/cancelled", params } as const;
    this.#inner.send(message as JSONRPCMessage).catch(() => {});
  }

  #receive(message: JSONRPCMessage, extra: MessageExtraInfo | undefined): void {
    // A response has no method. Some servers send the id back as a string.
    const id = "method" in message || !("id" in message) ? NaN : Number(message.id);
    if (!(id >= FIRST_ID)) return this.onmessage?.(message, extra);
    const pending = this.#pending.get(id); // Absent when nobody waits any more.
    if ("result" in message) pending?.resolve(message.result);
    else pending?.fail(toRpcFailure("error" in message ? message.error : undefined));
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const pending of this.#pending.values()) pending.fail({ kind: "closed" });
    this.onclose?.();
  }
}

function toRpcFailure(error: unknown): RequestFailure {
  if (!isJsonObject(error)) return { kind: "rpc", code: 0, message: "neither a result nor an error" };
  const { code, message, data } = error;
  return {
    kind: "rpc",
    code: typeof code === "number" ? code : 0,
    message: typeof message === "string" ? message : "",
    ...(data === undefined ? {} : { data }),
  };
}
