/**
 * The sandbox: runs programs in guest processes, several at a time, each program in a fresh instance of the engine.
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";
import { FairQueue, type Turn } from "../fair_queue.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Execution, Outcome } from "../outcome.ts";
import { Company } from "./company.ts";
import type { GuestCommand } from "./guest_command.ts";
import { Lifeline } from "../lifeline.ts";
import { IdleCollector, ownCollecting } from "./idle_collector.ts";
import { type GuestState, PooledGuest } from "./pooled_guest.ts";
import { type RunRequest, turnOf } from "./run_request.ts";

/** See {@linkcode SandboxPoolOptions.idleMs}. */
const IDLE_MS = 60_000;
/** A program that runs longer than this gets the pool another warm guest: the next one should not have to wait. */
const SPARE_AFTER_MS = 1_000;
/** Programs of one caller that may run at a time, however many others there are. */
const LEAST_SHARE = 2;
/** Guests in a row that never became ready, before waiting programs are told. */
const FAILED_STARTS = 3;

/** What a pool is made of. */
export interface SandboxPoolOptions {
  readonly limits: Limits;
  readonly log: Log;
  readonly guest: GuestCommand;
  /** Guests beyond the first one end when nobody has needed them for so long; a minute by default. */
  readonly idleMs?: number;
  /** Kills the guests with the gateway; one of the pool's own by default. */
  readonly lifeline?: Lifeline;
}

/** The guests of a pool with their process ids, and how many programs wait. */
export interface PoolStatus {
  readonly guests: readonly { readonly pid: number; readonly state: GuestState; readonly isWarm: boolean }[];
  readonly waiting: number;
}

interface Waiting {
  readonly request: RunRequest;
  readonly settle: (execution: Promise<Execution> | Execution) => void;
  readonly stopWaiting: () => void;
}

/** Runs programs. Owns its guest processes until {@linkcode SandboxPool.close}. */
export class SandboxPool {
  readonly #options: SandboxPoolOptions;
  readonly #guests = new Set<PooledGuest>();
  readonly #queue = new FairQueue<Waiting>();
  readonly #company = new Company();
  readonly #lifeline: Lifeline;
  readonly #spareTimers = new Map<PooledGuest, ReturnType<typeof setTimeout>>();
  readonly #idleMs: number;
  readonly #collector = new IdleCollector(ownCollecting());
  #engine: Promise<Uint8Array<ArrayBuffer>> | undefined;
  #starting = 0;
  #failedStarts = 0;
  #reaper: ReturnType<typeof setInterval> | undefined;
  #isClosed = false;

  constructor(options: SandboxPoolOptions) {
    this.#options = options;
    this.#idleMs = options.idleMs ?? IDLE_MS;
    this.#lifeline = options.lifeline ?? new Lifeline(options.log);
  }

  /** Begins to make the warm guest that every pool has; returns at once. */
  start(): void {
    this.#grow();
  }

  /**
   * Runs a program when it is its turn.
   *
   * @throws RunbyteError `busy` when too many programs wait already, `unavailable` when the pool is closed. Nothing
   * that the program does makes it reject.
   */
  run(request: RunRequest): Promise<Execution> {
    const { limits } = this.#options;
    if (this.#isClosed) return Promise.reject(new RunbyteError("unavailable", "Runbyte is shutting down"));
    if (this.#queue.size >= limits.queuedExecutions || this.#hasManyWaiting(request)) {
      return Promise.reject(
        new RunbyteError("busy", "Runbyte is busy, too many programs are waiting already", {
          next: "try again in a few seconds",
        }),
      );
    }
    const { promise, resolve } = Promise.withResolvers<Execution>();
    if (request.signal.aborted) return Promise.resolve(unstarted({ kind: "cancelled" }));
    const onAbort = () => {
      if (this.#queue.remove(turnOf(request), waiting)) resolve(unstarted({ kind: "cancelled" }));
    };
    const stopWaiting = () => request.signal.removeEventListener("abort", onAbort);
    const waiting: Waiting = { request, settle: resolve, stopWaiting };
    request.signal.addEventListener("abort", onAbort, { once: true });
    this.#queue.add(turnOf(request), waiting);
    this.#company.note(turnOf(request).principal, performance.now());
    this.#schedule();
    return promise;
  }

  /** What the pool is doing now. */
  status(): PoolStatus {
    const guests = [...this.#guests];
    return {
      guests: guests.map(({ pid, state, isWarm }) => ({ pid, state, isWarm })),
      waiting: this.#queue.size,
    };
  }

  /** Kills every guest; programs that run end as `cancelled`, those that wait are never started. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#reaper);
    this.#collector.close();
    for (const timer of this.#spareTimers.values()) clearTimeout(timer);
    for (const waiting of this.#queue.drain()) {
      waiting.stopWaiting();
      waiting.settle(unstarted({ kind: "cancelled" }));
    }
    await Promise.all([...this.#guests].map((guest) => guest.end("the pool was closed")));
    this.#lifeline.watch(this, {});
    if (this.#options.lifeline === undefined) await this.#lifeline.close();
  }

  /** Gives waiting programs to idle guests, and makes more guests where that helps. */
  #schedule(): void {
    if (this.#isClosed) return;
    for (const guest of this.#guests) {
      if (guest.state !== "idle") continue;
      const waiting = this.#queue.take((turn) => this.#mayRun(turn));
      if (waiting === undefined) break;
      this.#runOn(guest, waiting);
    }
    const free =
      [...this.#guests].filter((guest) => ["starting", "idle", "resetting"].includes(guest.state)).length;
    const wanted = Math.max(this.#queue.size, this.#guests.size === 0 ? 1 : 0);
    for (let missing = wanted - free - this.#starting; missing > 0; missing--) this.#grow();
  }

  /** Somebody with many sessions may have half of the line; there is room in it for others. */
  #hasManyWaiting({ principal }: RunRequest): boolean {
    if (principal === undefined) return false;
    return this.#queue.sizeOf(principal) >= Math.max(1, Math.ceil(this.#options.limits.queuedExecutions / 2));
  }

  /**
   * A session may use half of the pool, so that another one finds room at once. So may all sessions of one caller; while
   * there is no other one they may use three quarters, and with a long line beside others who are busy, the part that is
   * theirs: places are many, the machine's cores are few, and each program that runs slows the others down.
   */
  #mayRun({ principal, session }: Turn): boolean {
    const { concurrentExecutions } = this.#options.limits;
    const half = Math.max(1, Math.ceil(concurrentExecutions / 2));
    const most = this.#mostOf(principal, half);
    const running = [...this.#guests].flatMap(({ turn, isHeld }) =>
      turn === undefined || isHeld ? [] : [turn]
    );
    return running.filter((one) => one.session === session).length < half &&
      running.filter((one) => one.principal === principal).length < most;
  }

  /** How many programs of one caller may run at a time. */
  #mostOf(principal: unknown, half: number): number {
    const { concurrentExecutions } = this.#options.limits;
    const now = performance.now();
    if (!this.#company.hasOthers(principal, now)) return Math.max(1, Math.ceil(concurrentExecutions * 3 / 4));
    if (this.#queue.sizeOf(principal) <= half) return half;
    return Math.min(half, Math.max(LEAST_SHARE, Math.ceil(concurrentExecutions / this.#company.busy(now))));
  }

  #runOn(guest: PooledGuest, { request, settle, stopWaiting }: Waiting): void {
    this.#collector.disturb();
    stopWaiting();
    settle(guest.run(request));
    this.#spareTimers.set(guest, setTimeout(() => this.#makeSpare(), SPARE_AFTER_MS));
  }

  #makeSpare(): void {
    if ([...this.#guests].every((guest) => guest.state === "running")) this.#grow();
  }

  /** Starts another guest if the limit allows. */
  #grow(): void {
    // Whoever waits for a person takes no place. How many may, is the gateway's affair.
    const placed = [...this.#guests].filter(({ isHeld }) => !isHeld).length;
    if (this.#isClosed || placed + this.#starting >= this.#options.limits.concurrentExecutions) return;
    this.#starting++;
    this.#startGuest().then(() => this.#starting--, (error) => {
      this.#starting--;
      this.#noteFailedStart(String(error));
    });
  }

  async #startGuest(): Promise<void> {
    const { guest: command, limits, log } = this.#options;
    this.#engine ??= command.engine();
    const engine = await this.#engine;
    if (this.#isClosed) return;
    const onChange = (guest: PooledGuest) => this.#onChange(guest);
    const onHold = () => this.#schedule();
    this.#guests.add(new PooledGuest({ command, engine, limits, log, onChange, onHold }));
    this.#watchGuests();
    this.#reaper ??= setInterval(() => this.#reap(), this.#idleMs / 4);
  }

  #onChange(guest: PooledGuest): void {
    clearTimeout(this.#spareTimers.get(guest));
    this.#spareTimers.delete(guest);
    const isAtWork = [...this.#guests].some((each) => each.state === "running" && !each.isHeld);
    if (!isAtWork && !this.#isClosed) this.#collector.rest();
    if (guest.state === "idle") {
      this.#failedStarts = 0;
      this.#schedule();
      guest.warmUp();
      return;
    }
    this.#guests.delete(guest);
    if (this.#isClosed) return;
    this.#watchGuests();
    if (guest.hasStarted) this.#schedule();
    else this.#noteFailedStart("it ended before it was ready");
  }

  /** Guests that do not start would otherwise be started for ever. */
  #noteFailedStart(detail: string): void {
    this.#engine = undefined;
    if (++this.#failedStarts < FAILED_STARTS) return this.#schedule();
    this.#options.log("error", "sandbox.cannot-start", { detail });
    this.#failedStarts = 0;
    for (const { settle, stopWaiting } of this.#queue.drain()) {
      stopWaiting();
      settle(unstarted({ kind: "crashed", detail: `no guest can be started: ${detail}` }));
    }
  }

  #watchGuests(): void {
    this.#lifeline.watch(this, { pids: [...this.#guests].map((guest) => guest.pid) });
  }

  #reap(): void {
    const idle = [...this.#guests].filter((guest) => guest.state === "idle");
    for (const guest of idle) {
      if (this.#guests.size <= 1) return;
      if (performance.now() - guest.idleSince < this.#idleMs) continue;
      this.#guests.delete(guest);
      void guest.end("idle for long");
    }
  }
}

/** The execution of a program that never began. */
function unstarted(outcome: Outcome): Execution {
  return { outcome, console: [], consoleDropped: 0, calls: [], warnings: [], durationMs: 0 };
}
