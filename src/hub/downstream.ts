/**
 * One downstream server over the life of the gateway: its connection, its tools and the calls to it.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import type { RunbyteError } from "../errors.ts";
import type { DroppedTool, ServerSnapshot } from "../tool.ts";
import { describeFailure } from "./failure.ts";
import type { ConnectContext } from "./handshake.ts";
import { openConnection } from "./open_connection.ts";
import { repeatOf } from "./repeat.ts";
import { type ServerCall, ServerCalls } from "./server_calls.ts";
import { type LinkState, type Opened, Supervisor } from "./supervisor.ts";
import { abortable } from "./deadline.ts";
import { ToolChoice } from "./tool_choice.ts";
import { ToolChanges } from "./tool_changes.ts";
import type { ToolList } from "./tool_list.ts";
import type { CallToolResult } from "./tool_result.ts";
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
  /** As it was given. */
  readonly config: ServerConfig;
  readonly #context: DownstreamContext;
  readonly #supervisor: Supervisor;
  readonly #calls: ServerCalls;
  readonly #changes = new ToolChanges();
  readonly #choice: ToolChoice;
  #snapshot: ServerSnapshot;
  #watch: ToolWatch | undefined;
  #connectingSince = 0;

  constructor(config: ServerConfig, context: DownstreamContext) {
    this.config = config;
    this.#context = context;
    this.#choice = new ToolChoice(config.name, config);
    this.#snapshot = { name: config.name, status: "connecting" };
    const { limits, log, redact, track } = context;
    this.#supervisor = new Supervisor({
      server: config.name,
      connectMs: limits.connectMs,
      log,
      redact,
      track,
      open: (signal) => this.#open(signal),
      onState: (state) => this.#follow(state),
    });
    this.#calls = new ServerCalls({
      server: config.name,
      supervisor: this.#supervisor,
      timeoutMs: config.toolCallMs ?? limits.toolCallMs,
      limitBytes: limits.downstreamMessageBytes,
      redact,
      inputSchema: (tool) => this.#tools.find(({ name }) => name === tool)?.inputSchema,
    });
  }

  /** What is known of the server now. */
  get snapshot(): ServerSnapshot {
    return this.#snapshot;
  }

  /** Resolves when no attempt to connect is under way (any more). */
  async idle(): Promise<void> {
    await this.#supervisor.idle();
  }

  /** Begins to connect, unless that is under way or done. Resolves when the server is ready or has failed. */
  connect(): Promise<void> {
    return this.#supervisor.connect();
  }

  /** Like {@linkcode idle}, after beginning to connect again, when the server was lost or its next attempt is due. */
  async revived(): Promise<void> {
    const isDue = this.#snapshot.status !== "failed" || this.#supervisor.isDue;
    await (isDue ? this.settled() : this.idle());
  }

  /**
   * Resolves when the server is ready, with its tools as they are now, or has failed. One that had failed is tried again,
   * if that may be soon.
   */
  async settled(): Promise<void> {
    // Closing ends the wait; there is nothing more to say then.
    await this.#supervisor.reach().catch(() => {});
    await this.#watch?.upToDate();
  }

  /**
   * Calls a tool, after connecting where that is needed. One that the config does not offer is refused first (S-47).
   *
   * @throws {RunbyteError}
   */
  async callTool(call: ServerCall): Promise<CallToolResult> {
    const refusal = this.refusal(call.tool);
    if (refusal !== undefined) throw refusal;
    return await this.#calls.call(call);
  }

  /** Why a tool must not be called, where the config does not offer it. */
  refusal(tool: string): RunbyteError | undefined {
    const snapshot = this.#snapshot;
    return this.#choice.refuse(
      tool,
      snapshot.status === "ready" ? snapshot.tools.map(({ name }) => name) : undefined,
    );
  }

  /** Ends the connection, or the attempt at one, for good. */
  async close(): Promise<void> {
    this.#watch?.stop();
    await this.#supervisor.close();
    this.#watch?.stop(); // of a connection that was made meanwhile
  }

  get #tools(): ToolList["tools"] {
    return this.#snapshot.status === "ready" ? this.#snapshot.tools : [];
  }

  async #open(signal: AbortSignal): Promise<Opened> {
    await abortable(this.#context.turn(), signal);
    return await openConnection(this.config, this.#context, signal);
  }

  #follow(state: LinkState): void {
    this.#watch?.stop();
    this.#watch = undefined;
    const { name } = this.config;
    switch (state.kind) {
      case "connecting":
        this.#connectingSince = performance.now();
        // A snapshot that says so already is not told again.
        return this.#snapshot.status === "connecting"
          ? undefined
          : this.#show({ name, status: "connecting" });
      case "failed":
        return this.#show({ name, status: "failed", reason: state.reason });
      case "ready":
        return this.#ready(state.opened);
    }
  }

  #ready({ connection, list }: Opened): void {
    const { log, redact, limits } = this.#context;
    const server = this.config.name;
    const offered = this.#choice.apply(list).tools.length;
    log("info", "hub.connected", {
      server,
      tools: offered,
      withheld: list.tools.length - offered || undefined,
      ms: Math.round(performance.now() - this.#connectingSince),
      protocol: connection.protocolVersion,
    });
    for (const { key, pattern } of this.#choice.unmatched(list).slice(0, MOST_LINES)) {
      log("warn", "hub.unmatched-pattern", { server, key, pattern });
    }
    this.#watch = new ToolWatch({
      connection,
      list,
      timeoutMs: limits.connectMs,
      onList: (list) => this.#showTools(list),
      onError: (error) => {
        const { hasSession } = connection;
        const repeat = repeatOf(error, { hasSession, tries: 1 });
        // Another connection brings another list.
        if (repeat.kind === "reconnect") connection.end(repeat);
        else log("warn", "hub.relist-failed", { server, reason: redact(describeFailure(error)) });
      },
    });
    this.#showTools(list);
  }

  #showTools(list: ToolList): void {
    // Nobody sees more of the others: neither listings nor what looks out for changes.
    const { tools, dropped } = this.#choice.apply(list);
    this.#logDropped(dropped);
    this.#logChanged(tools);
    this.#show({ name: this.config.name, status: "ready", tools, dropped });
  }

  #logDropped(dropped: readonly DroppedTool[]): void {
    for (const { name, reason } of dropped.slice(0, MOST_LINES)) {
      this.#context.log("warn", "hub.tool-dropped", { server: this.config.name, tool: name, reason });
    }
  }

  /** A tool that is given other words after it has been trusted is a known attack: the operator should look at it. */
  #logChanged(tools: ToolList["tools"]): void {
    const changed = this.#changes.take(tools);
    for (const { tool, parts } of changed.slice(0, MOST_LINES)) {
      this.#context.log("warn", "hub.tool-changed", {
        server: this.config.name,
        tool,
        changed: parts.join(","),
      });
    }
    if (changed.length <= MOST_LINES) return;
    this.#context.log("warn", "hub.tools-changed", { server: this.config.name, tools: changed.length });
  }

  #show(snapshot: ServerSnapshot): void {
    this.#snapshot = snapshot;
    this.#context.onChange();
  }
}

/** Log lines about the tools of one list. */
const MOST_LINES = 10;
