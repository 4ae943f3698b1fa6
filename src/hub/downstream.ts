/**
 * One downstream server over the life of the gateway: connecting, ready or failed, and the calls to it.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import { RunbyteError } from "../errors.ts";
import type { DroppedTool, ServerSnapshot } from "../tool.ts";
import { toCallError } from "./call_error.ts";
import { connectRemote } from "./connect_remote.ts";
import { connectStdio } from "./connect_stdio.ts";
import type { Connection } from "./connection.ts";
import { abortable, formatSeconds, pause, withDeadline } from "./deadline.ts";
import { describeFailure } from "./failure.ts";
import { type ConnectContext, ConnectFailure } from "./handshake.ts";
import { Retry } from "./retry.ts";
import type { ToolList } from "./tool_list.ts";
import { callTool, LostSession, type ToolCall } from "./tool_call.ts";
import { type CallToolResult, redactFailure } from "./tool_result.ts";
import { ToolWatch } from "./tool_watch.ts";

/** What a downstream server needs besides its config. */
export interface DownstreamContext extends ConnectContext {
  /** Resolves when it is this server's turn to begin an attempt. */
  readonly turn: () => Promise<void>;
  /** Told of every new snapshot. */
  readonly onChange: () => void;
}

/** A configured server. {@linkcode connect} begins its life, {@linkcode close} ends it. */
export class Downstream {
  readonly #config: ServerConfig;
  readonly #context: DownstreamContext;
  readonly #closing = new AbortController();
  readonly #retry = new Retry();
  #snapshot: ServerSnapshot;
  #connection: Connection | undefined;
  #watch: ToolWatch | undefined;
  /** The attempt under way. */
  #attempt: Promise<void> | undefined;

  constructor(config: ServerConfig, context: DownstreamContext) {
    this.#config = config;
    this.#context = context;
    this.#snapshot = { name: config.name, status: "connecting" };
  }

  /** What is known of the server now. */
  get snapshot(): ServerSnapshot {
    return this.#snapshot;
  }

  /** Resolves when no attempt to connect is under way (any more). */
  async idle(): Promise<void> {
    await this.#attempt;
  }

  /** Begins to connect, unless that is under way or done. Resolves when the server is ready or has failed. */
  connect(): Promise<void> {
    if (this.#connection !== undefined || this.#closing.signal.aborted) return Promise.resolve();
    return this.#attempt ??= this.#tryOnce().finally(() => this.#attempt = undefined);
  }

  /** Like {@linkcode idle}, after beginning to connect again, when the server was lost or its next attempt is due. */
  async revived(): Promise<void> {
    const mayTry = this.#retry.waitMs() === 0 || !this.#retry.hasFailed;
    await (this.#snapshot.status === "failed" && mayTry ? this.settled() : this.idle());
  }

  /** Resolves when the server is ready or has failed. One that had failed is tried once more, if that may be soon. */
  async settled(): Promise<void> {
    // Closing ends the wait; there is nothing more to say then.
    await this.#connectSoon(this.#closing.signal).catch(() => {});
  }

  /**
   * Calls a tool, after connecting where that is needed.
   *
   * @throws {RunbyteError}
   */
  async callTool(call: ToolCall): Promise<CallToolResult> {
    for (let mayRepeat = true;; mayRepeat = false) {
      const connection = await this.#ready(call);
      try {
        return await this.#callOver(connection, call);
      } catch (error) {
        if (error instanceof LostSession) {
          this.#lose(connection, error.message);
          this.#retry.reset();
          if (mayRepeat) continue;
        }
        throw this.#toCallError(error, connection);
      }
    }
  }

  /** Ends the connection, or the attempt at one, for good. */
  async close(): Promise<void> {
    this.#closing.abort(new Error("the gateway is shutting down"));
    this.#watch?.stop();
    await this.#attempt;
    await this.#connection?.close();
    this.#connection = undefined;
  }

  async #tryOnce(): Promise<void> {
    this.#retry.begin();
    if (this.#snapshot.status !== "connecting") this.#show({ name: this.#config.name, status: "connecting" });
    const { limits, log } = this.#context;
    const startedAt = performance.now();
    try {
      const list = await withDeadline(limits.connectMs, this.#closing.signal, (signal) => this.#open(signal));
      this.#retry.succeeded();
      if (this.#connection === undefined) return; // Lost again since; that is shown already.
      log("info", "hub.connected", {
        server: this.#config.name,
        tools: list.tools.length,
        ms: Math.round(performance.now() - startedAt),
        protocol: this.#connection.protocolVersion,
      });
      this.#showTools(list);
    } catch (error) {
      this.#retry.failed();
      const reason = error instanceof ConnectFailure ? error.message : describeFailure(error);
      this.#fail(reason, "hub.connect-failed");
    }
  }

  async #open(signal: AbortSignal): Promise<ToolList> {
    await abortable(this.#context.turn(), signal);
    const config = this.#config;
    const connection = config.type === "stdio"
      ? await connectStdio(config, this.#context, signal)
      : await connectRemote(config, this.#context, signal);
    let ended: string | undefined;
    connection.onEnded = (reason) => ended = reason;
    try {
      const listing = connection.listTools(signal, this.#context.limits.connectMs);
      const list = await abortable(listing, signal);
      if (ended !== undefined) throw new ConnectFailure(ended);
      this.#adopt(connection);
      return list;
    } catch (error) {
      this.#context.track(connection.close());
      throw ended === undefined
        ? signal.aborted ? signal.reason : error
        : new ConnectFailure(ended, { cause: error });
    }
  }

  #adopt(connection: Connection): void {
    this.#connection = connection;
    connection.onEnded = (reason) => this.#lose(connection, reason);
    this.#watch = new ToolWatch({
      connection,
      timeoutMs: this.#context.limits.connectMs,
      onList: (list) => this.#showTools(list),
      onError: (error) => {
        const reason = this.#context.redact(describeFailure(error));
        this.#context.log("warn", "hub.relist-failed", { server: this.#config.name, reason });
      },
    });
  }

  #lose(connection: Connection, reason: string): void {
    if (this.#connection !== connection) return;
    this.#connection = undefined;
    this.#watch?.stop();
    this.#context.track(connection.close());
    this.#fail(reason, "hub.lost");
  }

  async #ready({ signal }: ToolCall): Promise<Connection> {
    if (this.#connection === undefined) {
      try {
        await this.#connectSoon(signal);
      } catch {
        throw new RunbyteError("cancelled", "the call was cancelled");
      }
    }
    if (this.#connection !== undefined) return this.#connection;
    const again = formatSeconds(Math.max(this.#retry.waitMs(), 100));
    const reason = this.#failedFor() ?? "it is not connected";
    throw new RunbyteError("unavailable", `server '${this.#config.name}' is not available (${reason})`, {
      next: `try again in ${again}, or go on without it`,
    });
  }

  /** Connects where that is needed and may be done within the shortest time between two attempts. */
  async #connectSoon(signal: AbortSignal): Promise<void> {
    if (this.#connection !== undefined) return;
    const waitMs = this.#attempt === undefined ? this.#retry.waitMs() : 0;
    if (waitMs > Retry.FIRST_MS) return;
    if (waitMs > 0) await pause(waitMs, signal);
    await abortable(this.connect(), signal);
  }

  async #callOver(connection: Connection, call: ToolCall): Promise<CallToolResult> {
    const { tools } = this.#snapshot.status === "ready" ? this.#snapshot : { tools: [] };
    const inputSchema = tools.find(({ name }) => name === call.tool)?.inputSchema;
    const timeoutMs = this.#config.toolCallMs ?? this.#context.limits.toolCallMs;
    return redactFailure(await callTool(connection, call, { inputSchema, timeoutMs }), this.#context.redact);
  }

  #toCallError(error: unknown, connection: Connection): RunbyteError {
    return toCallError(error, {
      limitBytes: this.#context.limits.downstreamMessageBytes,
      endReason: this.#connection === connection ? undefined : this.#failedFor(),
      redact: this.#context.redact,
    });
  }

  #failedFor(): string | undefined {
    return this.#snapshot.status === "failed" ? this.#snapshot.reason : undefined;
  }

  #fail(text: string, event: string): void {
    const reason = this.#context.redact(text);
    if (!this.#closing.signal.aborted) {
      this.#context.log("warn", event, { server: this.#config.name, reason });
    }
    this.#show({ name: this.#config.name, status: "failed", reason });
  }

  #showTools({ tools, dropped }: ToolList): void {
    this.#logDropped(dropped);
    this.#show({ name: this.#config.name, status: "ready", tools, dropped });
  }

  #logDropped(dropped: readonly DroppedTool[]): void {
    for (const { name, reason } of dropped.slice(0, 10)) {
      this.#context.log("warn", "hub.tool-dropped", { server: this.#config.name, tool: name, reason });
    }
  }

  #show(snapshot: ServerSnapshot): void {
    this.#snapshot = snapshot;
    this.#context.onChange();
  }
}
