/**
 * Every downstream server, side by side: one that is slow or down costs the others nothing.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import { RunbyteError } from "../errors.ts";
import type { Lifeline } from "../lifeline.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import { parseServerName } from "../names.ts";
import { nearest } from "../suggest.ts";
import type { ToolStore } from "../state/tool_store.ts";
import type { ServerSnapshot } from "../tool.ts";
import { Children } from "./children.ts";
import { within } from "./deadline.ts";
import type { DownstreamContext } from "./downstream.ts";
import { Endings } from "./endings.ts";
import type { HubCall } from "./hub_call.ts";
import type { HubServer } from "./hub_server.ts";
import { Listeners } from "./listeners.ts";
import { makeServer } from "./make_server.ts";
import type { PassedRequest, ServerNews, ServerWord } from "./passed_request.ts";
import { canonical } from "./tool_changes.ts";
import type { CallToolResult } from "./tool_result.ts";

/** Options of {@linkcode Hub}. */
export interface HubOptions {
  /** The servers to connect to. */
  readonly servers: readonly ServerConfig[];
  /** Servers that the config names but that cannot be used. They are shown as failed. */
  readonly rejected: readonly { readonly name: string; readonly reason: string }[];
  readonly limits: Limits;
  readonly log: Log;
  /** The gateway's environment, from which children get theirs. */
  readonly env: Readonly<Record<string, string>>;
  /** Replaces what no reason and no log may show. */
  readonly redact: (text: string) => string;
  /** Kills the children with the gateway. */
  readonly lifeline?: Lifeline;
  /** Opens what is remembered of servers, when there is one that is lazy or pinned. Without it nothing is kept. */
  readonly openStore?: () => Promise<ToolStore>;
  /** Whether servers are told, when they are connected to, that they may ask a person. Absent: they are not. */
  readonly mayAsk?: () => boolean;
  /** Whether a server may ask the model behind a client. */
  readonly maySample?: (server: string) => boolean;
}

/** The connections of one gateway. Whoever makes it calls {@linkcode close}. */
export class Hub {
  readonly #servers = new Map<string, HubServer>();
  readonly #rejected = new Map<string, ServerSnapshot>();
  readonly #onChange: Listeners<[]>;
  readonly #onNews: Listeners<[news: ServerNews]>;
  readonly #children: Children;
  readonly #endings: Endings;
  readonly #context: DownstreamContext;
  #redact: (text: string) => string;
  #turns: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;
  #stopWatching: Promise<() => void> | undefined;
  #onDemand = false;

  constructor(
    { servers, rejected, limits, log, env, redact, lifeline, openStore, mayAsk, maySample }: HubOptions,
  ) {
    this.#onChange = new Listeners(log);
    this.#onNews = new Listeners(log);
    this.#children = new Children(lifeline);
    this.#endings = new Endings(log);
    this.#redact = redact;
    this.#context = {
      limits,
      log,
      env,
      redact: (text) => this.#redact(text),
      verdicts: new Map(),
      onChange: () => this.#onChange.tell(),
      onNews: (news) => this.#onNews.tell(news),
      turn: () => this.#turn(),
      isOnDemand: () => this.#onDemand,
      allBegun: () => this.#turns,
      track: this.#endings.track,
      trackChild: this.#children.track,
      ...(openStore === undefined ? {} : { openStore }),
      ...(mayAsk === undefined ? {} : { mayAsk }),
      ...(maySample === undefined ? {} : { maySample }),
    };
    for (const config of servers) this.#servers.set(config.name, makeServer(config, this.#context));
    this.#reject(rejected);
  }

  /**
   * Begins to connect to every server, side by side, or to each when somebody needs it and at no other time, `onDemand`.
   * Returns at once.
   */
  start({ onDemand = false }: { readonly onDemand?: boolean } = {}): void {
    this.#onDemand = onDemand;
    if (!onDemand) this.#connectAll();
    this.#watchPins();
  }

  #connectAll(): void {
    for (const server of this.#servers.values()) server.connect();
  }

  /**
   * Follows a changed config: connects to servers that are new, ends those that are gone, and does both for those whose
   * entry has changed. The others notice nothing. Returns at once; calls in flight at a server that is ended fail.
   */
  reconfigure({ servers, rejected, redact }: Pick<HubOptions, "servers" | "rejected" | "redact">): void {
    if (this.#closing !== undefined) return;
    this.#redact = redact;
    const wanted = new Map(servers.map((config) => [config.name as string, config]));
    const endings = new Map<string, Promise<void>>();
    for (const [name, server] of this.#servers) {
      const config = wanted.get(name);
      if (config !== undefined && canonical(config) === canonical(server.config)) continue;
      this.#servers.delete(name);
      this.#context.verdicts.delete(name);
      const ending = server.close();
      endings.set(name, ending);
      this.#endings.track(ending);
    }
    for (const [name, config] of wanted) {
      if (this.#servers.has(name)) continue;
      // The old process may hold what the new one needs.
      const turn = () => (endings.get(name) ?? Promise.resolve()).then(this.#context.turn);
      const server = makeServer(config, { ...this.#context, turn });
      this.#servers.set(name, server);
      server.connect();
    }
    this.#reject(rejected);
    this.#watchPins();
    this.#onChange.tell();
  }

  /** Takes what the operator has accepted since it was last read. The hub also notices by itself, where that is possible. */
  async rereadPins(): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.rereadPins()));
  }

  /**
   * What is known of every server now, sorted by name. Of servers that sessions do not share, a session sees its own; where
   * it has none, and without a session, what a new one would see. A snapshot that is the same is the same object.
   */
  snapshots(session?: string): readonly ServerSnapshot[] {
    const snapshots = [...this.#servers.values()].map((server) =>
      (session === undefined ? undefined : server.snapshotFor?.(session)) ?? server.snapshot
    );
    return [...snapshots, ...this.#rejected.values()].sort((a, b) => a.name < b.name ? -1 : 1);
  }

  /**
   * Resolves when a server is no longer connecting, within `limits.connectMs` or an earlier `timeoutMs`. A server that has
   * failed is tried again first, unless its last attempt was a moment ago. Unknown names resolve at once.
   */
  async settled(name: string, timeoutMs?: number, session?: string): Promise<void> {
    const settled = this.#servers.get(name)?.settled(session);
    if (timeoutMs === undefined) await settled;
    else await within(timeoutMs, [settled]);
  }

  /** Resolves when no server is connecting any more, after `timeoutMs` at the latest. */
  async allSettled(timeoutMs: number, session?: string): Promise<void> {
    if (this.#onDemand) this.#connectAll();
    await within(timeoutMs, [...this.#servers.values()].map((server) => server.idle(session)));
  }

  /** Like {@linkcode allSettled}, after beginning to connect again to servers that were lost or are due for it. */
  async allRevived(timeoutMs: number, session?: string): Promise<void> {
    await within(timeoutMs, [...this.#servers.values()].map((server) => server.revived(session)));
  }

  /**
   * Ends the connections that are a session's alone, with their processes; resolves when they are gone. A session does not
   * come back: its later calls to such servers fail.
   */
  async endSession(session: string): Promise<void> {
    await Promise.all([...this.#servers.values()].map((server) => server.endSession?.(session)));
  }

  /**
   * Calls a tool. Waits for a server that is still connecting, and connects again to one that was lost.
   *
   * @throws {RunbyteError} `not-found` for a server that is not configured or a tool that its config does not offer,
   * `unavailable`, `timed-out`, `tool-failed`, `too-large`, `cancelled`. A result with `isError` is a result.
   */
  async callTool({ server, ...call }: HubCall): Promise<CallToolResult> {
    const downstream = this.#servers.get(server);
    if (downstream !== undefined && this.#closing === undefined) return await downstream.callTool(call);
    if (this.#closing !== undefined) throw new RunbyteError("unavailable", "Runbyte is shutting down");
    const rejected = this.#rejected.get(server);
    if (rejected?.status === "failed") {
      throw new RunbyteError("unavailable", `server '${server}' is not available (${rejected.reason})`, {
        next: "the other servers can be used",
      });
    }
    const meant = nearest(server, [...this.#servers.keys()]);
    throw new RunbyteError("not-found", `server '${server}' not found`, {
      next: meant === undefined
        ? "list_directory '/servers' shows those there are"
        : `did you mean '${meant}'?`,
    });
  }

  /** Passes a request on to a server, as {@linkcode callTool} does a call. @throws {RunbyteError} */
  async pass(server: string, request: PassedRequest): Promise<unknown> {
    const downstream = this.#servers.get(server);
    if (downstream !== undefined && this.#closing === undefined) return await downstream.pass(request);
    throw new RunbyteError("unavailable", `server '${server}' is not there any more`);
  }

  /** What a server said of itself, to a session where sessions differ; nothing while it is not connected. */
  word(server: string, session: string): ServerWord | undefined {
    return this.#servers.get(server)?.word(session);
  }

  /** Why a tool must not be called, where the config does not offer it; also before its server is connected. */
  refusal(server: string, tool: string): RunbyteError | undefined {
    return this.#servers.get(server)?.refusal(tool);
  }

  /** Calls `listener` with what servers tell everybody; returns how to stop that. */
  onNews(listener: (news: ServerNews) => void): () => void {
    return this.#onNews.add(listener);
  }

  /** Calls `listener` after every change of a snapshot; returns how to stop that. */
  onChange(listener: () => void): () => void {
    return this.#onChange.add(listener);
  }

  /** Ends every connection and every child with all that it started. Calling it again waits for the same end. */
  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  /** Ends every child with all that it started, at once and without waiting: for signals and exits. */
  killAll(): void {
    this.#children.killAll();
  }

  async #close(): Promise<void> {
    (await this.#stopWatching)?.();
    await Promise.all([...this.#servers.values()].map((server) => server.close()));
    await this.#endings.all();
    await this.#turns;
    this.#onChange.clear();
  }

  /** Notices what the operator accepts while the gateway runs. */
  #watchPins(): void {
    const { openStore } = this.#context;
    const isPinned = [...this.#servers.values()].some(({ config }) => config.pinTools === true);
    if (!isPinned || openStore === undefined) return;
    this.#stopWatching ??= openStore().then((store) => store.onChange(() => void this.rereadPins()));
  }

  /** Shows servers that cannot be used, in place of those that were shown before. */
  #reject(rejected: HubOptions["rejected"]): void {
    this.#rejected.clear();
    for (const { name, reason } of rejected) {
      const parsed = parseServerName(name);
      if (!parsed.ok || this.#servers.has(name)) continue; // The config's own report names it.
      this.#rejected.set(name, { name: parsed.name, status: "failed", reason });
    }
  }

  /** Starting a process takes some milliseconds of this thread: the agent is served between any two of them. */
  #turn(): Promise<void> {
    return this.#turns = this.#turns.then(async () => {
      if (this.#closing === undefined) await new Promise((resolve) => setTimeout(resolve, 0));
    });
  }
}
