/**
 * One open connection to a downstream server, whatever transport it uses.
 *
 * @module
 */

import type { Client } from "@modelcontextprotocol/client";
import type { JsonObject } from "../json.ts";
import { isAtLeast, type LogLevel } from "../log_message.ts";
import type { Channel } from "./channel.ts";
import type { ChannelRequest } from "./channel_request.ts";
import { httpStatus, unreachableReason } from "./failure.ts";
import { callToEnd } from "./input_required.ts";
import { headerFault } from "./param_headers.ts";
import { RequestError } from "./request_error.ts";
import type { PassedRequest, ServerWord } from "./passed_request.ts";
import { keepSubscribed } from "./subscription.ts";
import type { ToolCall } from "./tool_call.ts";
import { listTools, type ToolList } from "./tool_list.ts";

/** Why a connection ended. */
export interface ConnectionEnd {
  /** For agent and operator: `exited with code 1: …`. */
  readonly reason: string;
  /** The end of what the server's process wrote to stderr, for the log. */
  readonly stderr?: string | undefined;
  /** The server is there, but has forgotten the session. */
  readonly wasForgotten?: boolean;
}

/** What a connection is made of. */
export interface ConnectionParts {
  readonly client: Client;
  readonly channel: Channel;
  /** Says why the connection ended, after it has. */
  readonly describeEnd: () => ConnectionEnd;
  /** Tells the server that its session is over. */
  readonly terminate?: () => Promise<void>;
  /** Called when the connection has been closed. */
  readonly release?: () => void;
}

/** What a tool call needs besides its params. */
type CallOptions = Omit<ChannelRequest, "method" | "params" | "meta"> & Pick<ToolCall, "relay" | "logLevel">;

/** Where revision 2026-07-28 has the level of each request. */
const LOG_LEVEL_META_KEY = "io.modelcontextprotocol/logLevel";

/** How long a server may take to be told that a session is over. */
const GOODBYE_MS = 1_000;

/** An open connection. Whoever opened it calls {@linkcode close}. */
export class Connection {
  /** Called once when the connection ends without {@linkcode close}. */
  onEnded?: (end: ConnectionEnd) => void;
  /** Why it ended, once that has been noticed. */
  ended: ConnectionEnd | undefined;
  /** Called when the server says that its tools have changed. */
  onToolsChanged?: () => void;
  /** Told what else the server says has changed. */
  onNews?: Channel["onNews"];
  readonly #parts: ConnectionParts;
  #hasChanged = false;
  #logLevel: LogLevel | undefined;
  readonly #stopped = new AbortController();
  readonly #gone = Promise.withResolvers<void>();
  #closing: Promise<void> | undefined;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    const { client } = parts;
    client.onclose = () => {
      this.#stopped.abort();
      this.#gone.resolve();
      if (this.#closing === undefined) this.onEnded?.(parts.describeEnd());
    };
    parts.channel.onToolsChanged = () => {
      this.#hasChanged = true;
      this.onToolsChanged?.();
    };
    parts.channel.onNews = (news) => this.onNews?.(news);
  }

  /** When the last message came, on the clock of `performance.now()`. */
  get heardAt(): number {
    return this.#parts.channel.heardAt;
  }

  /** Whether the server has said, at any time, that its tools have changed. */
  get hasChanged(): boolean {
    return this.#hasChanged;
  }

  /** Whether the connection speaks protocol revision 2026-07-28 or later. */
  get isModern(): boolean {
    return this.#parts.client.getProtocolEra() === "modern";
  }

  /** Whether the server keeps a session for this connection (Streamable HTTP before 2026-07-28). */
  get hasSession(): boolean {
    return this.#parts.channel.sessionId !== undefined;
  }

  /** The protocol revision in use. */
  get protocolVersion(): string {
    return this.#parts.client.getNegotiatedProtocolVersion() ?? "unknown";
  }

  /** What the server calls its version, where it says so. A stranger's text. */
  get serverVersion(): string | undefined {
    const version: unknown = this.#parts.client.getServerVersion()?.version;
    return typeof version === "string" && version !== "" ? version : undefined;
  }

  /** What the server declared of itself. */
  get word(): ServerWord {
    // The SDK has read it: an object.
    const capabilities = (this.#parts.client.getServerCapabilities() ?? {}) as JsonObject;
    return { capabilities, isModern: this.isModern };
  }

  /**
   * Sends a request that is passed on, and returns its result as it came.
   *
   * @throws {RequestError}
   */
  async pass({ method, params, meta, signal }: PassedRequest, timeoutMs: number): Promise<unknown> {
    const request = { method, params, signal, timeoutMs, ...(meta && { meta }) };
    return await this.#parts.channel.request(request);
  }

  /** Whether arguments have to be mirrored into headers. */
  get mirrorsParams(): boolean {
    return this.isModern && this.#parts.channel.hasPerRequestStream;
  }

  /**
   * Reads the server's tools, all pages. A server without tools has none.
   *
   * @throws {RequestError | Error}
   */
  async listTools(signal: AbortSignal, timeoutMs: number): Promise<ToolList> {
    const request = (params: JsonObject) =>
      this.#parts.channel.request({ method: "tools/list", params, signal, timeoutMs });
    try {
      return await listTools(request, this.mirrorsParams ? headerFault : undefined);
    } catch (error) {
      const isUnknown = error instanceof RequestError && error.failure.kind === "rpc" &&
        error.failure.code === -32601;
      const hasTools = this.#parts.client.getServerCapabilities()?.tools !== undefined;
      if (isUnknown && !hasTools) return { tools: [], dropped: [] };
      throw error;
    }
  }

  /**
   * Calls a tool and returns the result as it came. What the call asks for meanwhile is answered.
   *
   * @throws {RequestError}
   */
  async callTool(
    params: { readonly name: string; readonly arguments: JsonObject },
    { relay, logLevel, ...options }: CallOptions,
  ): Promise<unknown> {
    const { elicit, signal, timeoutMs } = options;
    if (logLevel !== undefined) await this.#setLogLevel(logLevel, options);
    const call = {
      ...options,
      method: "tools/call",
      meta: { ...relay?.meta, ...(logLevel === undefined ? {} : { [LOG_LEVEL_META_KEY]: logLevel }) },
    };
    const { channel } = this.#parts;
    if (relay !== undefined && this.isModern) {
      return await channel.request({ ...call, params: { ...params, ...relay.params } });
    }
    const request = (params: JsonObject, timeoutMs: number) =>
      channel.request({ ...call, params, timeoutMs });
    return await callToEnd(request, { ...params }, { elicit, signal, timeoutMs });
  }

  /** Before 2026-07-28 a server has one level for all; it is told of the lowest that anybody has asked for. */
  async #setLogLevel(level: LogLevel, { signal, timeoutMs }: CallOptions): Promise<void> {
    const known = this.#logLevel;
    const hasLevels = this.#parts.client.getServerCapabilities()?.logging !== undefined;
    if (this.isModern || !hasLevels || known !== undefined && isAtLeast(level, known)) return;
    this.#logLevel = level;
    const request = { method: "logging/setLevel", params: { level }, signal, timeoutMs };
    await this.#parts.channel.request(request).catch(() => {}); // The call says what is wrong.
  }

  /** Asks a server of revision 2026-07-28 to tell of changes, until it is closed; older ones do so unasked. Never throws. */
  async watchTools(): Promise<void> {
    const { client } = this.#parts;
    const { tools, prompts, resources } = client.getServerCapabilities() ?? {};
    const filter = {
      ...(tools?.listChanged === true ? { toolsListChanged: true } : {}),
      ...(prompts?.listChanged === true ? { promptsListChanged: true } : {}),
      ...(resources?.listChanged === true ? { resourcesListChanged: true } : {}),
    };
    if (!this.isModern || Object.keys(filter).length === 0) return;
    await keepSubscribed({
      listen: (signal) => client.listen(filter, { signal }),
      onAgain: () => {
        this.onToolsChanged?.();
        this.onNews?.({ kind: "prompts-changed" });
        this.onNews?.({ kind: "resources-changed" });
      },
      onRefused: (error) => {
        client.onerror?.(error instanceof Error ? error : new Error(String(error)));
        const unreachable = httpStatus(error) === undefined ? unreachableReason(error) : undefined;
        if (unreachable !== undefined) this.end({ reason: unreachable });
        // An error of the protocol is the server's last word; one of HTTP may be a restart.
        return unreachable === undefined &&
          !(error instanceof Error && "code" in error && Number(error.code) < 0);
      },
      signal: this.#stopped.signal,
    });
  }

  /** Reports that the connection has turned out to be of no use, where nothing ends it by itself. */
  end(end: ConnectionEnd): void {
    if (this.#closing === undefined) this.onEnded?.(end);
  }

  /**
   * Whether the server says anything within `ms`, be it that it does not know the question. It gets as long again while
   * somebody waits for a call: many servers do one thing at a time, and hear nothing meanwhile.
   */
  async isAlive(ms: number): Promise<boolean> {
    const isAlive = await this.#answers(ms);
    return isAlive || (this.#parts.channel.hasCalls ? await this.isAlive(ms) : false);
  }

  async #answers(ms: number): Promise<boolean> {
    const { channel } = this.#parts;
    const askedAt = performance.now();
    // The newer revisions have no ping.
    const method = this.isModern ? "server/discover" : "ping";
    try {
      await channel.request({ method, params: {}, signal: this.#stopped.signal, timeoutMs: ms });
      return true;
    } catch (error) {
      const isSilent = error instanceof RequestError && error.failure.kind === "timedOut";
      return !isSilent || channel.heardAt > askedAt;
    }
  }

  /** Waits, at most `ms`, for the connection to end by itself. */
  async endsWithin(ms: number): Promise<void> {
    const timer = Promise.withResolvers<void>();
    const id = setTimeout(timer.resolve, ms);
    await Promise.race([this.#gone.promise, timer.promise]);
    clearTimeout(id);
  }

  /** Resolves when no request is under way, or the connection has ended. */
  async drained(): Promise<void> {
    await Promise.race([this.#parts.channel.drained(), this.#gone.promise]);
  }

  /** Ends the connection and, where it has one, the process. Never throws; calling it again waits for the same end. */
  close(): Promise<void> {
    // In a microtask, because the end of a transport may be told before its close() returns.
    return this.#closing ??= Promise.resolve().then(() => this.#close());
  }

  async #close(): Promise<void> {
    const { client, channel, terminate, release } = this.#parts;
    this.#stopped.abort();
    this.#gone.resolve();
    if (terminate !== undefined) {
      const timer = Promise.withResolvers<void>();
      const id = setTimeout(timer.resolve, GOODBYE_MS);
      await Promise.race([terminate().catch(() => {}), timer.promise]);
      clearTimeout(id);
    }
    await client.close().catch(() => {});
    await channel.close().catch(() => {}); // The client lets go of a transport that failed by itself.
    release?.();
  }
}
