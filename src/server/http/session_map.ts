/**
 * The sessions of clients that speak a protocol revision before 2026-07-28. Each has an MCP server of its own, which
 * remembers what the client can do.
 *
 * @module
 */

import { isInitializeRequest, type Server } from "@modelcontextprotocol/server";
import type { Log } from "../../log.ts";
import { EventRoom, RecentEvents } from "./event_store.ts";
import { whenOver } from "./open_response.ts";
import { refuse } from "./refusal.ts";
import { SessionTransport } from "./session_transport.ts";
import { shareOf } from "./visits.ts";

/** Options of {@linkcode SessionMap}. */
export interface SessionMapOptions {
  readonly log: Log;
  /** Makes the MCP server of a session. */
  readonly createServer: (session: string, principal: string) => Server;
  /** Told when a session is over. */
  readonly onEnd: (session: string) => void;
  /**
   * Sessions at a time, of which one caller gets a part; beyond it the one that has been idle longest is ended, if there is
   * one. A caller who opens many ends only sessions of its own.
   */
  readonly most: number;
  /** A session without a request or an open stream for so long is ended. In milliseconds. */
  readonly idleMs: number;
}

/** A request of the older revisions, with what is known of it. */
export interface SessionRequest {
  readonly request: Request;
  /** The body, parsed; absent for GET and DELETE. */
  readonly body: unknown;
  readonly principal: string;
}

/** How soon to come back when there is no room, in seconds. */
const RETRY_SECONDS = 5;

/** How long clients wait before they open a broken stream again, in milliseconds. */
const RETRY_MS = 1_000;

interface Session {
  readonly id: string;
  readonly principal: string;
  readonly transport: SessionTransport;
  readonly events: RecentEvents;
  readonly server: Server;
  /** Requests and streams without an end yet. */
  open: number;
  idleSince: number;
}

/** Owns the sessions until {@linkcode close}. */
export class SessionMap {
  readonly #options: SessionMapOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #room = new EventRoom();
  readonly #reaper: ReturnType<typeof setInterval>;

  constructor(options: SessionMapOptions) {
    this.#options = options;
    this.#reaper = setInterval(() => this.#reap(), Math.min(60_000, options.idleMs / 2));
    Deno.unrefTimer(this.#reaper);
  }

  /** How many there are. */
  get size(): number {
    return this.#sessions.size;
  }

  /** Answers a request: that of a session, or one that begins a session. */
  async handle({ request, body, principal }: SessionRequest): Promise<Response> {
    const id = request.headers.get("mcp-session-id");
    const session = id === null ? await this.#begin(body, principal) : this.#find(id, principal);
    if (session === "full" || session === "tooMany") return refuse(session, { retryAfter: RETRY_SECONDS });
    if (session === undefined) return refuse("noSession");
    session.open++;
    try {
      const response = await session.transport.handleRequest(
        request,
        body === undefined ? {} : { parsedBody: body },
      );
      return whenOver(response, () => this.#rest(session));
    } catch (error) {
      this.#rest(session);
      throw error;
    }
  }

  /** Ends those of callers who may not call any more. */
  revoke(isRevoked: (principal: string) => boolean): void {
    for (const session of this.#sessions.values()) if (isRevoked(session.principal)) void this.#end(session);
  }

  /** Ends every session and its streams. */
  async close(): Promise<void> {
    clearInterval(this.#reaper);
    await Promise.all([...this.#sessions.values()].map((session) => this.#end(session)));
  }

  /** Another's session looks as if there were none (S-64). */
  #find(id: string, principal: string): Session | undefined {
    const session = this.#sessions.get(id);
    return session?.principal === principal ? session : undefined;
  }

  async #begin(body: unknown, principal: string): Promise<Session | "full" | "tooMany"> {
    if (isBeginning(body)) {
      const own = [...this.#sessions.values()].filter((session) => session.principal === principal);
      if (own.length >= shareOf(this.#options.most) && !this.#makeRoom(own)) return "tooMany";
      if (this.#sessions.size >= this.#options.most && !this.#makeRoom([...this.#sessions.values()])) {
        this.#options.log("warn", "server.sessions-full", { sessions: this.#sessions.size });
        return "full";
      }
    }
    // Never the client's: whoever could choose it could have another one use a session that is known to both.
    const id = crypto.randomUUID();
    const events = new RecentEvents(this.#room);
    const transport = new SessionTransport({
      sessionIdGenerator: () => id,
      // Not before: what begins no session, or not as it should, gets its answer from the transport and leaves nothing.
      onsessioninitialized: () => void this.#sessions.set(id, session),
      onsessionclosed: () => this.#end(session),
      eventStore: events,
      retryInterval: RETRY_MS,
    });
    const server = this.#options.createServer(id, principal);
    const session: Session = {
      id,
      principal,
      transport,
      events,
      server,
      open: 0,
      idleSince: performance.now(),
    };
    await server.connect(transport);
    return session;
  }

  #rest(session: Session): void {
    session.open--;
    session.idleSince = performance.now();
    if (!this.#sessions.has(session.id)) void session.server.close().catch(() => {});
  }

  /** Ends the session that has been idle longest, of those that are given. */
  #makeRoom(sessions: readonly Session[]): boolean {
    const idle = sessions.filter(isIdle).sort((a, b) => a.idleSince - b.idleSince)[0];
    if (idle !== undefined) void this.#end(idle);
    return idle !== undefined;
  }

  #reap(): void {
    const before = performance.now() - this.#options.idleMs;
    for (const session of this.#sessions.values()) {
      if (isIdle(session) && session.idleSince < before) void this.#end(session);
    }
  }

  async #end(session: Session): Promise<void> {
    if (!this.#sessions.delete(session.id)) return;
    await session.server.close().catch(() => {});
    session.events.clear();
    // Its programs are cancelled by now.
    this.#options.onEnd(session.id);
  }
}

/** A program may still run for a client that lost its connection. */
function isIdle({ open, transport }: Session): boolean {
  return open === 0 && !transport.isBusy;
}

function isBeginning(body: unknown): boolean {
  return Array.isArray(body) ? body.some(isInitializeRequest) : isInitializeRequest(body);
}
