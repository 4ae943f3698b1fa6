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
import type { JsonObject } from "../json.ts";
import { type Attribution, CallsInFlight, type Origin } from "./attribution.ts";
import type { ChannelRequest } from "./channel_request.ts";
import type { OversizedMessage } from "./oversized.ts";
import { readNews, type ServerNews } from "./passed_request.ts";
import { parseProgress, throttled } from "./progress.ts";
import { PausableTimer } from "../pausable_timer.ts";
import { OpenQuestions, type ServerRequest } from "./open_questions.ts";
import { PendingRequests } from "./pending_requests.ts";
import { Replies } from "./replies.ts";
import { RequestError, type RequestFailure, rpcFailure } from "./request_error.ts";
import type { RequestStreams } from "./request_streams.ts";

/** What a server asks of its client: to put a question to a person, to ask a model, to tell the roots. */
export interface ServerQuestion {
  readonly method: string;
  /** Whom it concerns, if that can be told. */
  readonly about: Attribution | undefined;
}

/** Ids of our requests begin here; the SDK's count from 0 (numbers, because some servers take no strings). */
const FIRST_ID = 1_000_000;

const TOOLS_CHANGED = "notifications/tools/list_changed";
const PROGRESS = "notifications/progress";
const LOG_MESSAGE = "notifications/message";
const ELICITATION = "elicitation/create";
const SAMPLING = "sampling/createMessage";
const CANCELLED = "notifications/cancelled";

type ServerMessage = Extract<JSONRPCMessage, { method: string }>;

/** Wraps a transport that nobody else uses. */
export class Channel implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage, extra?: MessageExtraInfo) => void;
  /** Called when the server says that its tools have changed. */
  onToolsChanged?: () => void;
  /** Told what else the server says has changed. */
  onNews?: (news: Pick<ServerNews, "kind" | "uri">) => void;
  /** Told of what the server asks and must not. It has been refused already: no capability was declared that would allow it. */
  onQuestion?: (question: ServerQuestion) => void;
  /** When the last message came, on the clock of `performance.now()`. */
  heardAt = -Infinity;
  /** Sent with every request and notification of ours: the envelope of protocol revision 2026-07-28. */
  envelope: JsonObject | undefined;
  /** Sent in place of it with requests during which the server may ask a person. */
  askingEnvelope: JsonObject | undefined;
  /** Whether the server has been told that it may ask a person at all, in the way of the older revisions. */
  mayElicit = false;
  /** The same of the model behind a client. */
  maySample = false;
  readonly #inner: Transport;
  readonly #streams: RequestStreams | undefined;
  readonly #calls = new CallsInFlight();
  readonly #replies: Replies;
  readonly #pending = new PendingRequests();
  readonly #questions: OpenQuestions;
  #nextId = FIRST_ID;
  #closed = false;

  /** @param streams where each request has a stream of its own. */
  constructor(inner: Transport, streams?: RequestStreams) {
    this.#inner = inner;
    this.#streams = streams;
    this.#replies = new Replies((message) => inner.send(message));
    this.#questions = new OpenQuestions(this.#replies);
  }

  /** Whether somebody waits for a tool call. */
  get hasCalls(): boolean {
    return this.#calls.size > 0;
  }

  /** Says whose the connection is, where it is one session's alone. */
  set session(session: () => string | undefined) {
    this.#calls.session = session;
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
  async request(request: ChannelRequest): Promise<unknown> {
    const { headers, signal, timeoutMs, onProgress, owner, elicit, sample, onLog } = request;
    if (signal.aborted) throw new RequestError({ kind: "cancelled" });
    if (this.#closed) throw new RequestError({ kind: "unsent" });
    const id = this.#nextId++;
    const stream = new AbortController();
    const answer = Promise.withResolvers<unknown>();
    const fail = (failure: RequestFailure) => answer.reject(new RequestError(failure));
    const timer = new PausableTimer(timeoutMs, () => giveUp({ kind: "timedOut", ms: timeoutMs }));
    this.#pending.add(id, {
      ...{ timer, resolve: answer.resolve, fail },
      ...(elicit && { elicit }),
      ...(sample && { sample }),
      ...(onLog && { onLog }),
      ...(onProgress && { onProgress: throttled(onProgress) }),
    });
    if (owner !== undefined) this.#calls.begin(id, owner);
    const giveUp = (failure: RequestFailure) => {
      if (!this.#pending.remove(id)) return;
      this.#calls.giveUp(id);
      fail(failure);
      this.#cancel(id, stream);
    };
    const onAbort = () => giveUp({ kind: "cancelled" });
    signal.addEventListener("abort", onAbort);
    this.#send(id, this.#messageOf(id, request), {
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
      timer.clear();
      signal.removeEventListener("abort", onAbort);
      this.#questions.end(id);
      if (this.#pending.remove(id)) this.#calls.end(id);
    }
  }

  /** Resolves when no request is under way. */
  drained(): Promise<void> {
    return this.#pending.drained();
  }

  /** Fails the request that an oversized message answers; every request when that cannot be told. */
  failOversized(message: OversizedMessage): void {
    this.#pending.failOversized(message);
  }

  #messageOf(id: number, { method, params, onProgress, elicit, meta }: ChannelRequest): JSONRPCMessage {
    const token = onProgress && { progressToken: id };
    const base = elicit === undefined ? this.envelope : this.askingEnvelope ?? this.envelope;
    const envelope = base && { ...base, ...meta };
    // The id comes second: bounded_fetch.ts finds it there.
    return { jsonrpc: "2.0", id, method, params: enveloped(params, envelope, token) };
  }

  #send(id: number, message: JSONRPCMessage, options: TransportSendOptions): Promise<void> {
    return this.#streams?.send(id, message, options) ?? this.#inner.send(message, options);
  }

  #cancel(requestId: number, stream: AbortController): void {
    stream.abort();
    // Since 2026-07-28, dropping the HTTP request is what cancels it.
    if (this.hasPerRequestStream && this.envelope !== undefined) return;
    const params = enveloped({ requestId, reason: "nobody waits for it any more" }, this.envelope);
    this.#inner.send({ jsonrpc: "2.0", method: "notifications/cancelled", params }).catch(() => {});
  }

  #receive(message: JSONRPCMessage, extra: MessageExtraInfo | undefined): void {
    this.heardAt = performance.now();
    if ("method" in message) return this.#receiveMethod(message, extra);
    // Some servers send the id back as a string.
    const id = "id" in message ? Number(message.id) : NaN;
    if (!(id >= FIRST_ID)) return this.onmessage?.(message, extra);
    this.#calls.end(id);
    const pending = this.#pending.get(id); // Absent when nobody waits any more.
    if ("result" in message) pending?.resolve(message.result);
    else pending?.fail(rpcFailure("error" in message ? message.error : undefined));
  }

  /** Requests and notifications. Those that may come in floods go past the SDK, which would validate each. */
  #receiveMethod(message: ServerMessage, extra: MessageExtraInfo | undefined): void {
    if ("id" in message) return this.#receiveQuestion(message, extra);
    switch (message.method) {
      case TOOLS_CHANGED:
        return this.onToolsChanged?.();
      case PROGRESS:
        return this.#receiveProgress(message);
      case CANCELLED:
        if (this.#questions.withdraw(message.params?.["requestId"])) return;
        return this.onmessage?.(message, extra);
      case LOG_MESSAGE:
        return this.#receiveLog(message);
      default: {
        const news = readNews(message.method, message.params);
        return news === undefined ? this.onmessage?.(message, extra) : this.onNews?.(news);
      }
    }
  }

  /** Progress of a call that asked for it, and that did not come over another's stream. */
  #receiveProgress(message: ServerMessage): void {
    const token = Number(message.params?.["progressToken"]);
    const pending = this.#pending.get(token);
    const origin = this.#originOf(message);
    if (pending?.onProgress === undefined || (typeof origin === "number" && origin !== token)) return;
    const progress = parseProgress(message.params);
    if (progress !== undefined) pending.onProgress(progress);
  }

  /** A server's log is nobody's, but for what is certainly about a call. */
  #receiveLog(message: ServerMessage): void {
    this.#pending.get(this.#calls.about(this.#originOf(message))?.request)?.onLog?.(message.params);
  }

  /** Refuses at once, but for what a person may answer. The SDK would leave some questions unanswered. */
  #receiveQuestion(
    message: Extract<ServerMessage, { id: unknown }>,
    extra: MessageExtraInfo | undefined,
  ): void {
    if (message.method === "ping" && this.envelope === undefined) return this.onmessage?.(message, extra);
    const about = this.#calls.about(this.#originOf(message));
    if (message.method === ELICITATION && this.mayElicit) return this.#elicit(message, about?.request);
    if (message.method === SAMPLING && this.maySample) return this.#sample(message, about?.request);
    this.#replies.refuse(message.id);
    this.onQuestion?.({ method: message.method, about });
  }

  /** Asks whoever's call it is; declines where that cannot be told, or where nobody can be asked (S-54). */
  #elicit(question: ServerRequest, request: number | undefined): void {
    const pending = this.#pending.get(request);
    if (request === undefined || pending?.elicit === undefined) return this.#questions.decline(question.id);
    const { elicit, timer } = pending;
    const pause = () => timer.pause();
    void this.#questions.put(question, { request, answer: elicit, ifWithdrawn: { action: "cancel" }, pause });
  }

  /** Has the client of whoever's call it is answer, where that can be told and done (S-54). */
  #sample(question: ServerRequest, request: number | undefined): void {
    const pending = this.#pending.get(request);
    if (request === undefined || pending?.sample === undefined) return this.#replies.reject(question.id);
    const { sample, timer } = pending;
    void this.#questions.put(question, { request, answer: sample, pause: () => timer.pause() });
  }

  #originOf(message: JSONRPCMessage): Origin {
    return this.#streams?.originOf(message) ?? "only";
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#pending.failAll({ kind: "closed" });
    this.onclose?.();
  }
}

function enveloped(params: JsonObject, envelope?: JsonObject, meta?: JsonObject): JsonObject {
  return envelope === undefined && meta === undefined
    ? params
    : { ...params, _meta: { ...envelope, ...meta } };
}
