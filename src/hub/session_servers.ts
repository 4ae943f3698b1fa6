/**
 * A server that sessions do not share (`scope: "session"`): each has a connection of its own, and with it a process, a
 * browser, a login of its own (S-53).
 *
 * The tools have to be known before anybody has called one, so there is a first connection, the scout, as for a shared
 * server. The first session that calls takes it over.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import { RunbyteError } from "../errors.ts";
import type { ServerSnapshot } from "../tool.ts";
import type { DownstreamContext } from "./downstream.ts";
import type { HubServer } from "./hub_server.ts";
import { openMemory } from "./memory_store.ts";
import type { PassedRequest, ServerWord } from "./passed_request.ts";
import { PristineList } from "./pristine_list.ts";
import type { ServerCall } from "./server_calls.ts";
import { SessionConnection } from "./session_connection.ts";
import { ToolChoice } from "./tool_choice.ts";
import { ToolNews } from "./tool_news.ts";
import type { CallToolResult } from "./tool_result.ts";

/**
 * How long a connection must have been unused before another session may have its place, in milliseconds: a program that
 * runs may use it again in a moment.
 */
const SPARE_MS = 5_000;

/** Sessions that have ended and are remembered, so that nothing late connects for them; as many that lost theirs. */
const MOST_ENDED = 1_000;

/** One server with a connection for each session. {@linkcode connect} begins its life, {@linkcode close} ends it. */
export class SessionServers implements HubServer {
  readonly config: ServerConfig;
  readonly #context: DownstreamContext;
  readonly #choice: ToolChoice;
  readonly #list: PristineList;
  readonly #news: ToolNews;
  readonly #sessions = new Map<string, SessionConnection>();
  readonly #ended = new Set<string>();
  /** Sessions that had a connection, which was ended although they go on. */
  readonly #bereft = new Set<string>();
  #scout: SessionConnection | undefined;
  #connections = 0;
  #isClosed = false;

  constructor(config: ServerConfig, context: DownstreamContext) {
    this.config = config;
    // Connections have to know what is pinned, even where nothing is kept on disk.
    this.#context = { openStore: openMemory(), ...context };
    this.#news = new ToolNews(config, context.log);
    this.#choice = new ToolChoice(config.name, config);
    this.#list = new PristineList(config.name);
  }

  /** What a session sees that has no connection yet: nothing of what others did to theirs. */
  get snapshot(): ServerSnapshot {
    return this.#scout?.snapshot ?? this.#list.snapshot;
  }

  snapshotFor(session: string): ServerSnapshot {
    return this.#sessions.get(session)?.snapshot ?? this.snapshot;
  }

  refusal(tool: string): RunbyteError | undefined {
    const { snapshot } = this;
    return this.#choice.refuse(
      tool,
      snapshot.status === "ready" ? snapshot.tools.map(({ name }) => name) : undefined,
    ) ?? this.#scout?.downstream.refusal(tool);
  }

  async connect(): Promise<void> {
    await this.#look()?.downstream.connect();
  }

  async idle(session?: string): Promise<void> {
    await (this.#of(session) ?? this.#scout)?.downstream.idle();
  }

  async revived(session?: string): Promise<void> {
    await (this.#of(session) ?? this.#look())?.downstream.revived();
  }

  async settled(session?: string): Promise<void> {
    await (this.#of(session) ?? this.#look())?.downstream.settled();
  }

  /**
   * Calls a tool over the session's own connection, which is made where there is none.
   *
   * @throws {RunbyteError}
   */
  async callTool(call: ServerCall): Promise<CallToolResult> {
    const refusal = this.refusal(call.tool);
    if (refusal !== undefined) throw refusal;
    return await this.#own(call.session).callTool(call);
  }

  /** Passes a request on over the session's own connection, which is made where there is none. @throws {RunbyteError} */
  async pass(request: PassedRequest): Promise<unknown> {
    return await this.#own(request.session).pass(request);
  }

  word(session: string): ServerWord | undefined {
    return (this.#of(session) ?? this.#scout)?.downstream.word();
  }

  async rereadPins(): Promise<boolean> {
    const all = [...this.#sessions.values(), ...(this.#scout === undefined ? [] : [this.#scout])];
    const changes = await Promise.all(all.map(({ downstream }) => downstream.rereadPins()));
    const hasChanged = changes.includes(true);
    // What new sessions are shown is as it was accepted before.
    if (hasChanged && this.#scout === undefined) this.#list.forget();
    return hasChanged;
  }

  /** Ends a session's connection. The session gets no other one. */
  async endSession(session: string): Promise<void> {
    remember(this.#ended, session);
    this.#bereft.delete(session);
    await this.#end(this.#sessions.get(session), "session ended");
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#sessions.values(), ...(this.#scout === undefined ? [] : [this.#scout])];
    this.#sessions.clear();
    this.#scout = undefined;
    await Promise.all(all.map((connection) => connection.close()));
  }

  #of(session: string | undefined): SessionConnection | undefined {
    return session === undefined ? undefined : this.#sessions.get(session);
  }

  /** The connection that says which tools there are; none, where that is known already. */
  #look(): SessionConnection | undefined {
    if (this.#list.snapshot.status === "ready" || this.#isClosed) return this.#scout;
    return this.#scout ??= this.#make();
  }

  /** The session's connection: its own, or the scout, or a new one. */
  #own(session: string): SessionConnection {
    const known = this.#sessions.get(session);
    if (known !== undefined) return known;
    if (this.#isClosed || this.#ended.has(session)) {
      throw new RunbyteError(
        "unavailable",
        `server '${this.config.name}' is not available: the session is over`,
      );
    }
    const scout = this.#scout;
    if (scout === undefined) this.#makeRoom();
    const own = scout ?? this.#make();
    this.#scout = undefined;
    own.session = session;
    if (this.#bereft.delete(session)) own.followsAnother();
    this.#sessions.set(session, own);
    this.#context.log("info", "hub.session-connection", { server: this.config.name, connection: own.number });
    return own;
  }

  #make(): SessionConnection {
    const number = ++this.#connections;
    const { limits } = this.#context;
    return new SessionConnection({
      number,
      config: this.config,
      context: this.#context,
      list: this.#list,
      news: this.#news,
      idleMs: limits.sessionServerIdleMs,
      onIdle: (connection) => void this.#end(connection, "unused"),
    });
  }

  /** Ends the connection that has been unused for longest, where there is none left to give. @throws {RunbyteError} */
  #makeRoom(): void {
    const { sessionServers, sessionServerIdleMs } = this.#context.limits;
    if (this.#sessions.size < sessionServers) return;
    const spareMs = Math.min(SPARE_MS, sessionServerIdleMs / 2);
    const [longest] = [...this.#sessions.values()].filter(({ unusedMs }) => unusedMs >= spareMs)
      .sort((a, b) => b.unusedMs - a.unusedMs);
    if (longest === undefined) {
      throw new RunbyteError(
        "busy",
        `server '${this.config.name}' is in use by ${sessionServers} other sessions, which is as many as it may have`,
        { next: "try again later, or go on without it" },
      );
    }
    void this.#end(longest, "place needed");
  }

  async #end(connection: SessionConnection | undefined, why: string): Promise<void> {
    if (connection?.session === undefined) return;
    if (this.#sessions.get(connection.session) !== connection) return;
    this.#sessions.delete(connection.session);
    if (connection.hasState && !this.#ended.has(connection.session)) {
      remember(this.#bereft, connection.session);
    }
    const server = this.config.name;
    this.#context.log("info", "hub.session-connection-ended", { server, connection: connection.number, why });
    const ending = connection.close();
    this.#context.track(ending);
    this.#context.onChange();
    await ending;
  }
}

/** Adds a session to those that are remembered; the oldest goes where there are too many. */
function remember(sessions: Set<string>, session: string): void {
  sessions.add(session);
  for (const oldest of sessions) {
    if (sessions.size <= MOST_ENDED) break;
    sessions.delete(oldest);
  }
}
