/**
 * One downstream server over the life of the gateway: its connection, its tools and the calls to it.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import type { RunbyteError } from "../errors.ts";
import type { ServerSnapshot } from "../tool.ts";
import type { ToolStore } from "../state/tool_store.ts";
import { describeFailure } from "./failure.ts";
import type { ConnectContext } from "./handshake.ts";
import { KnownTools } from "./known_tools.ts";
import { openConnection } from "./open_connection.ts";
import type { PassedRequest, ServerNews, ServerWord } from "./passed_request.ts";
import { repeatOf } from "./repeat.ts";
import { type ServerCall, ServerCalls } from "./server_calls.ts";
import { type LinkState, type Opened, Supervisor } from "./supervisor.ts";
import { abortable } from "./deadline.ts";
import { ToolChoice } from "./tool_choice.ts";
import type { ToolList } from "./tool_list.ts";
import type { CallToolResult } from "./tool_result.ts";
import { ToolNews } from "./tool_news.ts";
import { ToolWatch } from "./tool_watch.ts";

/** What a downstream server needs besides its config. */
export interface DownstreamContext extends ConnectContext {
  /** Resolves when it is this server's turn to begin an attempt. */
  readonly turn: () => Promise<void>;
  /** Whether an attempt is made only where somebody needs the server. */
  readonly isOnDemand: () => boolean;
  /** Told of every new snapshot. */
  readonly onChange: () => void;
  /** Told what servers tell everybody. */
  readonly onNews?: (news: ServerNews) => void;
  /** What is remembered of servers; absent where nothing is kept. */
  readonly openStore?: () => Promise<ToolStore>;
}

/** A configured server. {@linkcode connect} begins its life, {@linkcode close} ends it. */
export class Downstream {
  /** As it was given. */
  readonly config: ServerConfig;
  readonly #context: DownstreamContext;
  readonly #supervisor: Supervisor;
  readonly #calls: ServerCalls;
  readonly #news: ToolNews;
  readonly #choice: ToolChoice;
  /** Present where tools are remembered: the server is lazy, or its tools are pinned. */
  readonly #known: KnownTools | undefined;
  #loading: Promise<void> | undefined;
  /** A lazy server whose tools are known is `asleep` until it is called, and `waking` until it is connected. */
  #sleep: "asleep" | "waking" | undefined;
  #isClosed = false;
  /** The server's list, all of it. */
  #list: ToolList | undefined;
  #snapshot: ServerSnapshot;
  #watch: ToolWatch | undefined;
  #connectingSince = 0;

  constructor(config: ServerConfig, context: DownstreamContext) {
    this.config = config;
    this.#context = context;
    this.#choice = new ToolChoice(config.name, config);
    this.#news = new ToolNews(config, context.log);
    this.#snapshot = { name: config.name, status: "connecting" };
    const { limits, log, redact, track, openStore, isOnDemand } = context;
    const isRemembered = config.lazy === true || config.pinTools === true;
    this.#known = isRemembered ? new KnownTools({ config, openStore, log, redact }) : undefined;
    this.#supervisor = new Supervisor({
      server: config.name,
      isRemote: config.type !== "stdio",
      connectMs: limits.connectMs,
      log,
      redact,
      track,
      isOnDemand,
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
    if (this.#known !== undefined) await this.#load(this.#known);
    if (this.#sleep === undefined) await this.#supervisor.idle();
  }

  /**
   * Begins to connect, unless that is under way or done. Resolves when the server is ready or has failed. One that is lazy
   * is ready with the tools that it had last time, where these are known.
   */
  connect(): Promise<void> {
    if (this.#known === undefined) return this.#supervisor.connect();
    return this.#load(this.#known).then(() =>
      this.#sleep !== undefined || this.#isClosed ? undefined : this.#supervisor.connect()
    );
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
    if (this.#known !== undefined) await this.#load(this.#known);
    if (this.#sleep !== undefined) return;
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
    if (this.#known !== undefined) await this.#load(this.#known);
    const refusal = this.refusal(call.tool) ?? this.#known?.refuse(call.tool);
    if (refusal !== undefined) throw refusal;
    if (this.#sleep === "asleep") this.#sleep = "waking";
    return await this.#calls.call(call);
  }

  /** Passes a request on, after connecting where that is needed. @throws {RunbyteError} */
  async pass(request: PassedRequest): Promise<unknown> {
    if (this.#known !== undefined) await this.#load(this.#known);
    if (this.#sleep === "asleep") this.#sleep = "waking";
    return await this.#calls.pass(request);
  }

  /** What the server said of itself; nothing while it is not connected. */
  word(): ServerWord | undefined {
    return this.#supervisor.connection?.word;
  }

  /** Why a tool must not be called: the config does not offer it, or it waits for the operator. */
  refusal(tool: string): RunbyteError | undefined {
    const snapshot = this.#snapshot;
    return this.#choice.refuse(
      tool,
      snapshot.status === "ready" ? snapshot.tools.map(({ name }) => name) : undefined,
    ) ?? this.#known?.refuseNew(tool);
  }

  /** Ends the connection, or the attempt at one, for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#loading;
    this.#watch?.stop();
    await this.#supervisor.close();
    this.#watch?.stop(); // of a connection that was made meanwhile
  }

  /** Takes what the operator has accepted since. @returns whether that was anything. */
  async rereadPins(): Promise<boolean> {
    if (this.#known === undefined || this.#loading === undefined) return false;
    await this.#loading;
    const hasChanged = await this.#known.reread();
    if (hasChanged && this.#list !== undefined && this.#snapshot.status === "ready") {
      this.#showTools(this.#list);
    }
    this.#known.keepHeld();
    return hasChanged;
  }

  #load(known: KnownTools): Promise<void> {
    return this.#loading ??= known.load().then(() => {
      if (this.#isClosed || this.config.lazy !== true || known.tools === undefined) return;
      this.#sleep = "asleep";
      this.#showTools({ tools: known.tools, dropped: [] });
      this.#context.log("info", "hub.lazy", { server: this.config.name, tools: this.#tools.length });
    });
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
        if (this.#sleep === "waking") return; // Its tools are known.
        // A snapshot that says so already is not told again.
        return this.#snapshot.status === "connecting"
          ? undefined
          : this.#show({ name, status: "connecting" });
      case "failed":
        this.#sleep = undefined;
        return this.#show({ name, status: "failed", reason: state.reason });
      case "ready":
        return this.#ready(state.opened);
    }
  }

  #ready({ connection, list }: Opened): void {
    this.#sleep = undefined;
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
    for (const { key, pattern } of this.#choice.unmatched(list).slice(0, MOST_PATTERNS)) {
      log("warn", "hub.unmatched-pattern", { server, key, pattern });
    }
    const { onNews, session } = this.#context;
    const tell = (news: Pick<ServerNews, "kind" | "uri">) =>
      onNews?.({ server, session: session?.(), ...news });
    connection.onNews = tell;
    tell({ kind: "connected" });
    this.#watch = new ToolWatch({
      connection,
      list,
      timeoutMs: limits.connectMs,
      onList: (list) => this.#take(list, connection),
      onError: (error) => {
        const { hasSession } = connection;
        const repeat = repeatOf(error, { hasSession, tries: 1 });
        // Another connection brings another list.
        if (repeat.kind === "reconnect") connection.end(repeat);
        else log("warn", "hub.relist-failed", { server, reason: redact(describeFailure(error)) });
      },
    });
    this.#take(list, connection);
  }

  /** Takes a list that a connection has brought. */
  #take(list: ToolList, { serverVersion }: Opened["connection"]): void {
    this.#showTools(list);
    this.#known?.keep(list.tools, serverVersion);
  }

  #showTools(list: ToolList): void {
    this.#list = list;
    // Nobody sees more of the others: neither listings nor what looks out for changes.
    const { tools, dropped } = this.#choice.apply(list);
    const withheld = this.#choice.withheld(list);
    this.#news.tell({ tools, dropped });
    const offered = this.#known?.offer(tools) ?? tools;
    this.#show({
      ...{ name: this.config.name, status: "ready", tools: offered },
      dropped: this.#known?.notOffered(dropped) ?? dropped,
      ...(withheld.length === 0 ? {} : { withheld }),
    });
  }

  #show(snapshot: ServerSnapshot): void {
    this.#snapshot = snapshot;
    this.#context.onChange();
  }
}

/** Patterns that the log names. */
const MOST_PATTERNS = 10;
