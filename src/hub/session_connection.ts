/**
 * A connection that is, or is going to be, one session's own.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import type { ToolStore } from "../state/tool_store.ts";
import type { ServerSnapshot } from "../tool.ts";
import { Downstream, type DownstreamContext } from "./downstream.ts";
import type { PassedRequest } from "./passed_request.ts";
import type { PristineList } from "./pristine_list.ts";
import type { ToolNews } from "./tool_news.ts";
import type { ServerCall } from "./server_calls.ts";
import type { CallToolResult } from "./tool_result.ts";

/** Options of {@linkcode SessionConnection}. */
export interface SessionConnectionOptions {
  /** Tells it from the server's others in the log, where the session's name would let others take the session. */
  readonly number: number;
  readonly config: ServerConfig;
  readonly context: DownstreamContext;
  /** Follows the list of tools as long as nobody's calls can have changed it. */
  readonly list: PristineList;
  /** Told of the list that each connection begins with: a definition may change from one to the next. */
  readonly news: ToolNews;
  /** After so many milliseconds without a call it is of no use any more. */
  readonly idleMs: number;
  readonly onIdle: (connection: SessionConnection) => void;
}

/** Connects when it is first called, or told to. Whoever makes it calls {@linkcode close}. */
export class SessionConnection {
  readonly number: number;
  readonly downstream: Downstream;
  /** Whose it is; nobody's, as long as it only says which tools there are. */
  session: string | undefined;
  readonly #options: SessionConnectionOptions;
  #snapshot: ServerSnapshot;
  #calls = 0;
  #unusedSince = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** An attempt to connect is under way: the next list is one that no call has changed. */
  #isOpening = false;
  /** Whether the list is such a one. */
  #isFresh = true;
  #hasBeenReady = false;
  /** Which connection it is, and which of them the session has called last. */
  #generation = 0;
  #called: number | undefined;
  #isClosed = false;

  constructor(options: SessionConnectionOptions) {
    const { number, config, context } = options;
    this.#options = options;
    this.number = number;
    const { log, openStore } = context;
    this.downstream = new Downstream(config, {
      ...context,
      log: (level, event, fields) => log(level, event, { ...fields, connection: number }),
      session: () => this.session,
      turn: () => {
        this.#isOpening = true;
        return context.turn();
      },
      ...(openStore && { openStore: async () => this.#storeOf(await openStore()) }),
      onChange: () => this.#follow(),
    });
    this.#snapshot = this.downstream.snapshot;
  }

  /** What its session sees of the server. */
  get snapshot(): ServerSnapshot {
    // The tools are most likely the same: no reason to hide them while it connects for the first time.
    const { list } = this.#options;
    const isNew = this.#snapshot.status === "connecting" && !this.#hasBeenReady;
    return isNew && list.snapshot.status === "ready" ? list.snapshot : this.#snapshot;
  }

  /** For how long there has been no call, in milliseconds; 0 while there is one. */
  get unusedMs(): number {
    return this.#calls > 0 ? 0 : performance.now() - this.#unusedSince;
  }

  /** Whether a session has called anything over it. */
  get hasState(): boolean {
    return this.#called !== undefined;
  }

  /** Says that the session had another connection before, which was ended with what it did there. */
  followsAnother(): void {
    this.#called = -1;
  }

  /** Calls a tool. @throws {RunbyteError} */
  async callTool({ onAnew, ...call }: ServerCall): Promise<CallToolResult> {
    try {
      return await this.#use(() => this.downstream.callTool(call));
    } finally {
      if (this.#hasBeenReady && this.#called !== undefined && this.#called !== this.#generation) onAnew?.();
      if (this.#hasBeenReady) this.#called = this.#generation;
    }
  }

  /** Passes a request on. @throws {RunbyteError} */
  async pass(request: PassedRequest): Promise<unknown> {
    return await this.#use(() => this.downstream.pass(request));
  }

  async #use<T>(call: () => Promise<T>): Promise<T> {
    this.#calls++;
    clearTimeout(this.#timer);
    try {
      return await call();
    } finally {
      this.#calls--;
      this.#unusedSince = performance.now();
      if (this.#calls === 0 && !this.#isClosed) {
        this.#timer = setTimeout(() => this.#options.onIdle(this), this.#options.idleMs);
      }
    }
  }

  /** Ends it, for good. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.downstream.close();
  }

  #follow(): void {
    if (this.#isClosed) return;
    const { list, context, news } = this.#options;
    const { snapshot } = this.downstream;
    if (snapshot.status === "ready") {
      const isNew = this.#isOpening || !this.#hasBeenReady;
      if (isNew) this.#generation++;
      this.#isFresh = this.session === undefined || isNew;
      this.#isOpening = false;
      if (!this.#hasBeenReady) news.tell({ tools: snapshot.tools, dropped: [] });
      this.#hasBeenReady = true;
      this.#snapshot = this.#isFresh ? list.take(snapshot) : list.sameAs(snapshot);
    } else this.#snapshot = snapshot;
    context.onChange();
  }

  /** What is remembered of the server, but for lists that the session's calls have changed: others would be shown them. */
  #storeOf(store: ToolStore): ToolStore {
    return {
      get isKept() {
        return store.isKept !== false;
      },
      read: (key) => store.read(key),
      onChange: (listener) => store.onChange(listener),
      write: (key, { listed, ...change }) =>
        store.write(key, { ...change, ...(listed && this.#isFresh && { listed }) }),
    };
  }
}
