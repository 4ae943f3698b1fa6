/**
 * Keeps one server connected: opens the connection, opens it again when it fails or is lost, and lets whoever needs it
 * wait for that.
 *
 * @module
 */

import type { Log } from "../log.ts";
import { truncate } from "../text.ts";
import type { Connection, ConnectionEnd } from "./connection.ts";
import { abortable, pause, withDeadline } from "./deadline.ts";
import { describeFailure, httpStatus, unreachableReason } from "./failure.ts";
import { ConnectFailure } from "./handshake.ts";
import { Retry } from "./retry.ts";
import type { ToolList } from "./tool_list.ts";

/** What an attempt brings. */
export interface Opened {
  readonly connection: Connection;
  readonly list: ToolList;
}

/** How a server stands. */
export type LinkState =
  | { readonly kind: "connecting" }
  | { readonly kind: "ready"; readonly opened: Opened }
  | { readonly kind: "failed"; readonly reason: string };

/** Options of {@linkcode Supervisor}. */
export interface SupervisorOptions {
  readonly server: string;
  /** Whether it runs by itself at a URL: an attempt starts nothing then. */
  readonly isRemote: boolean;
  /** How long an attempt may take. */
  readonly connectMs: number;
  readonly log: Log;
  readonly redact: (text: string) => string;
  /** Whether nothing is tried again unless somebody asks. */
  readonly isOnDemand: () => boolean;
  /** Makes one attempt. */
  readonly open: (signal: AbortSignal) => Promise<Opened>;
  /** Told of every change. */
  readonly onState: (state: LinkState) => void;
  /** Takes the end of what is left behind. */
  readonly track: (ending: Promise<void>) => void;
}

/**
 * How long somebody waits for the next attempts at a server that has been connected before. One that never was may be
 * waited for {@linkcode Retry.FIRST_MS}: nothing says that it works at all.
 */
const PATIENCE_MS = 10_000;

/** How much of a process's stderr the log shows when it dies again and again, in UTF-16 code units. */
const TAIL_LENGTH = 2_000;

/** Owns the connection to one server. {@linkcode connect} begins, {@linkcode close} ends it for good. */
export class Supervisor {
  readonly #options: SupervisorOptions;
  readonly #closing = new AbortController();
  readonly #retry = new Retry();
  #connection: Connection | undefined;
  /** The attempt under way. */
  #attempt: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasConnected = false;
  #reason: string | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  /** The open connection, if there is one. */
  get connection(): Connection | undefined {
    return this.#connection;
  }

  /** Why there is no connection, when the last attempt failed or the last connection was lost. */
  get reason(): string | undefined {
    return this.#reason;
  }

  /** Whether it has been closed. */
  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Milliseconds until an attempt may begin. */
  get waitMs(): number {
    return this.#retry.waitMs();
  }

  /** Resolves when no attempt is under way (any more). */
  async idle(): Promise<void> {
    await this.#attempt;
  }

  /** Begins an attempt, unless one is under way or there is a connection. Resolves when it has succeeded or failed. */
  connect(): Promise<void> {
    if (this.#connection !== undefined || this.#closing.signal.aborted) return Promise.resolve();
    return this.#attempt ??= this.#tryOnce().finally(() => this.#attempt = undefined);
  }

  /**
   * Waits for a connection: for the attempt under way, and for those that may begin soon. Returns `undefined` when none
   * can be expected.
   *
   * @throws the signal's reason.
   */
  async reach(signal: AbortSignal = this.#closing.signal): Promise<Connection | undefined> {
    const until = performance.now() + (this.#hasConnected ? PATIENCE_MS : Retry.FIRST_MS);
    while (this.#connection === undefined && !this.#closing.signal.aborted) {
      const waitMs = this.#attempt === undefined ? this.#retry.waitMs() : 0;
      if (waitMs > 0) {
        if (performance.now() + waitMs > until) return undefined;
        await pause(waitMs, signal);
        continue; // Another attempt may have been made meanwhile.
      }
      await abortable(this.connect(), signal);
      if (this.#connection === undefined && !this.#hasConnected) return undefined;
    }
    return this.#connection;
  }

  /**
   * Whether {@linkcode reach} would begin an attempt at once, or soon at a server that was lost: once, not in a loop of
   * losses, where the time between attempts is longer.
   */
  get isDue(): boolean {
    return this.#retry.waitMs() <= (this.#hasConnected ? Retry.FIRST_MS : 0) || this.#retry.failures === 0;
  }

  /** Gives a connection up, because it ended or is of no use. Only the current one is replaced. */
  lose(connection: Connection, end: ConnectionEnd): void {
    if (this.#connection !== connection) return;
    this.#retry.lost(this.#options.isRemote);
    this.#drop(connection, end);
    this.#options.track(connection.close());
  }

  /** Gives a connection up whose session the server has forgotten. Calls that it still has are left to end. */
  renew(connection: Connection, reason: string): void {
    if (this.#connection !== connection) return;
    this.#retry.reset();
    this.#drop(connection, { reason });
    this.#options.track(connection.drained().then(() => connection.close()));
  }

  /** Ends the connection, or the attempt at one, for good. */
  async close(): Promise<void> {
    this.#closing.abort(new Error("the gateway is shutting down"));
    clearTimeout(this.#timer);
    await this.#attempt;
    if (this.#connection !== undefined) {
      this.#connection.ended = { reason: "the gateway closed the connection" };
    }
    await this.#connection?.close();
    this.#connection = undefined;
  }

  async #tryOnce(): Promise<void> {
    const { connectMs, open, onState } = this.#options;
    clearTimeout(this.#timer);
    this.#retry.begin();
    onState({ kind: "connecting" });
    try {
      const opened = await withDeadline(connectMs, this.#closing.signal, open);
      this.#adopt(opened);
    } catch (error) {
      const failure = error instanceof ConnectFailure ? error : undefined;
      this.#retry.failed(failure?.retryAfterMs, this.#options.isRemote && isUnreached(failure?.cause));
      this.#fail({ reason: failure?.message ?? describeFailure(error), stderr: failure?.stderr }, false);
    }
  }

  #adopt(opened: Opened): void {
    const { connection } = opened;
    this.#connection = connection;
    this.#hasConnected = true;
    this.#reason = undefined;
    this.#retry.connected();
    connection.onEnded = (end) =>
      end.wasForgotten ? this.renew(connection, end.reason) : this.lose(connection, end);
    this.#options.onState({ kind: "ready", opened });
    if (connection.ended !== undefined) this.lose(connection, connection.ended); // while it was being opened
  }

  #drop(connection: Connection, end: ConnectionEnd): void {
    connection.ended = end;
    this.#connection = undefined;
    this.#fail(end, true);
  }

  #fail({ reason: text, stderr = "" }: ConnectionEnd, wasConnected: boolean): void {
    const { server, log, redact, onState } = this.#options;
    const { failures, isLoop } = this.#retry;
    const reason = redact(text);
    this.#reason = isLoop ? `${reason}, ${failures} times in a row` : reason;
    if (!this.#closing.signal.aborted) {
      const retryMs = this.#options.isOnDemand() ? undefined : Math.round(this.#connectLater());
      log("warn", wasConnected ? "hub.lost" : "hub.connect-failed", { server, reason, failures, retryMs });
      if (failures === Retry.LOOP) {
        const tail = redact(stderr).trim().slice(-TAIL_LENGTH);
        log("warn", "hub.crash-loop", {
          server,
          failures,
          stderr: tail === "" ? undefined : truncate(tail, TAIL_LENGTH),
        });
      }
    }
    onState({ kind: "failed", reason: this.#reason });
  }

  #connectLater(): number {
    clearTimeout(this.#timer);
    const ms = this.#retry.unaskedMs();
    this.#timer = setTimeout(() => this.connect(), ms);
    return ms;
  }
}

function isUnreached(error: unknown): boolean {
  return httpStatus(error) === undefined && unreachableReason(error) !== undefined;
}
