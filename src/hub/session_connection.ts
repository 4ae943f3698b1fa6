/**
 * A connection that is, or is going to be, one session's own.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import type { ServerSnapshot } from "../tool.ts";
import { Downstream, type DownstreamContext } from "./downstream.ts";
import type { PristineList } from "./pristine_list.ts";
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
  #hasBeenReady = false;
  #isClosed = false;

  constructor(options: SessionConnectionOptions) {
    const { number, config, context } = options;
    this.#options = options;
    this.number = number;
    const { log } = context;
    this.downstream = new Downstream(config, {
      ...context,
      log: (level, event, fields) => log(level, event, { ...fields, connection: number }),
      session: () => this.session,
      onChange: () => this.#follow(),
    });
    const { snapshot } = this.downstream;
    // A list from an earlier run, where there is one.
    const isKnown = snapshot.status === "ready" && options.list.snapshot.status !== "ready";
    this.#snapshot = isKnown ? options.list.take(snapshot) : snapshot;
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

  /** Calls a tool. @throws {RunbyteError} */
  async callTool(call: ServerCall): Promise<CallToolResult> {
    this.#calls++;
    clearTimeout(this.#timer);
    try {
      return await this.downstream.callTool(call);
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
    const { list, context } = this.#options;
    const { snapshot } = this.downstream;
    const isFresh = this.session === undefined || this.#snapshot.status !== "ready";
    if (snapshot.status === "ready") {
      this.#hasBeenReady = true;
      this.#snapshot = isFresh ? list.take(snapshot) : list.sameAs(snapshot);
    } else this.#snapshot = snapshot;
    context.onChange();
  }
}
