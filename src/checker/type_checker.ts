/**
 * The type check of programs: keeps a checker process at hand, gives it one program at a time, and answers in time
 * whatever a program has in store for it.
 *
 * @module
 */

import type { Catalog } from "../catalog/catalog.ts";
import type { Lifeline } from "../lifeline.ts";
import type { Log } from "../log.ts";
import type { ImportTarget } from "../vfs/modules.ts";
import type { CheckerCommand } from "./checker_command.ts";
import { CheckerProcess } from "./checker_process.ts";
import { type ProgramModules, programModules } from "./program_modules.ts";
import type { CheckerReply, Finding } from "./protocol.ts";

/** How long a program waits for the checker: for its start, or for other programs. */
const WAIT_MS = 2_000;
/** How long one check may take. Honest ones take tens of milliseconds, types that are written to stall it for ever. */
const CHECK_MS = 2_000;
/** A start takes a second; a machine that takes longer than this will not check programs either. */
const READY_MS = 20_000;
/** After so long without a question the process ends, for its memory. */
const IDLE_MS = 5 * 60_000;
/** A pause in which the process gives memory back. */
const QUIET_MS = 2_000;
/** Processes in a row that never became ready, after which none is started for a while. */
const FAILED_STARTS = 3;
const RETRY_MS = 60_000;
/** Programs that are remembered because no check of them ended: they are not tried again. */
const REMEMBERED = 16;

/** A program to check. */
export interface CheckRequest {
  readonly source: string;
  /** The specifiers of its imports, as its JavaScript has them. */
  readonly imports: readonly string[];
  readonly catalog: Catalog;
  /** Whoever asked does not want to know any more. */
  readonly signal?: AbortSignal;
}

/** What a check came to. */
export type CheckOutcome =
  | {
    readonly kind: "checked";
    /** What refuses the program comes first; each part in the order of the text. */
    readonly findings: readonly Finding[];
    /** What the paths in findings stand for. */
    readonly targets: ReadonlyMap<string, ImportTarget>;
  }
  /** `starting`: there was no checker in time. `slow`: it did not end in time. `failed`: it gave up. */
  | { readonly kind: "unchecked"; readonly reason: "starting" | "slow" | "failed" };

/** What a type checker is made of. The times are for tests. */
export interface TypeCheckerOptions {
  readonly command: CheckerCommand;
  readonly log: Log;
  /** Kills the process with the gateway. */
  readonly lifeline: Lifeline;
  readonly waitMs?: number;
  readonly checkMs?: number;
  readonly idleMs?: number;
}

interface Job {
  readonly source: string;
  readonly modules: ProgramModules;
  readonly settle: (outcome: CheckOutcome) => void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Owns the process until {@linkcode TypeChecker.close}. Nothing is started before {@linkcode TypeChecker.start}. */
export class TypeChecker {
  readonly #options: TypeCheckerOptions;
  readonly #waiting: Job[] = [];
  readonly #hopeless: string[] = [];
  #process: CheckerProcess | undefined;
  #starting: Promise<void> | undefined;
  #isReady = false;
  #current: Job | undefined;
  /** Whether it has checked anything since it last gave memory back. */
  #hasWorked = false;
  /** Ends a process that does not become ready, and one that nobody needs. */
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failedStarts = 0;
  #retryAt = 0;
  #isClosed = false;

  constructor(options: TypeCheckerOptions) {
    this.#options = options;
  }

  /** Process id of the checker, while there is one. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Whether a program would be checked at once. */
  get isReady(): boolean {
    return this.#isReady && this.#current === undefined;
  }

  /** Somebody is at work who may soon have a program: starts the process if there is none. Returns at once. */
  start(): void {
    if (this.isReady) return this.#rest();
    if (this.#isClosed || this.#process !== undefined || this.#starting !== undefined) return;
    if (performance.now() < this.#retryAt) return;
    const starting = this.#starting = this.#spawn().then(() => undefined, (error) => String(error)).then(
      (fault) => {
        if (this.#starting === starting) this.#starting = undefined;
        if (fault !== undefined) this.#noteFailedStart(fault);
      },
    );
  }

  /** Whether there is a process, or will be one. */
  get #isThere(): boolean {
    return this.#process !== undefined || this.#starting !== undefined;
  }

  /** Checks a program. Never rejects, and answers within 4 s: 2 s until it begins, 2 s for itself. */
  async check({ source, imports, catalog, signal }: CheckRequest): Promise<CheckOutcome> {
    if (this.#hopeless.includes(source)) return { kind: "unchecked", reason: "slow" };
    this.start();
    const modules = await programModules(catalog, source, imports);
    if (this.#isClosed || !this.#isThere || signal?.aborted) return { kind: "unchecked", reason: "failed" };
    return await new Promise((resolve) => {
      const onAbort = () => this.#withdraw(job);
      const settle = (outcome: CheckOutcome) => {
        signal?.removeEventListener("abort", onAbort);
        resolve(outcome);
      };
      const job: Job = { source, modules, settle, timer: undefined };
      signal?.addEventListener("abort", onAbort, { once: true });
      job.timer = setTimeout(() => this.#giveUpWaiting(job), this.#options.waitMs ?? WAIT_MS);
      this.#waiting.push(job);
      this.#next();
    });
  }

  /** Ends the process; programs that wait are not checked. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const job of this.#waiting.splice(0)) this.#settle(job, { kind: "unchecked", reason: "failed" });
    // At once: whoever cannot wait for the rest has killed it all the same.
    const process = this.#process;
    process?.kill("the checker was closed");
    await this.#starting;
    await process?.exited;
    this.#options.lifeline.watch(this, {});
  }

  async #spawn(): Promise<void> {
    const { command, log } = this.#options;
    const library = await command.library();
    if (this.#isClosed) return;
    const process: CheckerProcess = new CheckerProcess(command, library, {
      onReply: (reply) => this.#take(reply),
      onExit: (detail) => this.#leave(detail),
    });
    this.#process = process;
    this.#options.lifeline.watch(this, { pids: [process.pid] });
    log("debug", "checker.started", { pid: process.pid });
    this.#timer = setTimeout(() => process.kill("the checker did not become ready in time"), READY_MS);
  }

  #take(reply: CheckerReply): void {
    if (reply.kind === "ready") {
      this.#isReady = true;
      this.#failedStarts = 0;
      this.#options.log("debug", "checker.ready");
      this.#rest();
      return this.#next();
    }
    const job = this.#current;
    this.#current = undefined;
    if (job === undefined) return;
    if (reply.kind === "failed") this.#options.log("warn", "checker.gave-up", { detail: reply.reason });
    this.#settle(
      job,
      reply.kind === "failed"
        ? { kind: "unchecked", reason: "failed" }
        : { kind: "checked", findings: reply.findings, targets: job.modules.targets },
    );
    this.#rest();
    this.#next();
  }

  /** Gives the next program to an idle process. One that is being killed is followed by another. */
  #next(): void {
    if (!this.#isReady || this.#current !== undefined || this.#process?.isKilled !== false) return;
    const job = this.#waiting.shift();
    if (job === undefined) return;
    clearTimeout(job.timer);
    clearTimeout(this.#timer);
    this.#current = job;
    this.#hasWorked = true;
    job.timer = setTimeout(
      () => this.#process?.kill("a check took too long"),
      this.#options.checkMs ?? CHECK_MS,
    );
    this.#process.check(job.source, job.modules);
  }

  #giveUpWaiting(job: Job): void {
    this.#waiting.splice(this.#waiting.indexOf(job), 1);
    this.#settle(job, { kind: "unchecked", reason: "starting" });
  }

  /** Nobody wants to know of this program any more. A check that goes on keeps its deadline. */
  #withdraw(job: Job): void {
    if (this.#waiting.includes(job)) this.#giveUpWaiting(job);
    else job.settle({ kind: "unchecked", reason: "failed" });
  }

  #settle(job: Job, outcome: CheckOutcome): void {
    clearTimeout(job.timer);
    job.settle(outcome);
  }

  /** The process is gone: what it was at is not tried again, and another one takes its place. */
  #leave(detail: string): void {
    const wasReady = this.#isReady;
    const job = this.#current;
    this.#process = undefined;
    this.#current = undefined;
    this.#isReady = false;
    clearTimeout(this.#timer);
    if (job !== undefined) {
      this.#hopeless.push(job.source);
      if (this.#hopeless.length > REMEMBERED) this.#hopeless.shift();
      this.#settle(job, { kind: "unchecked", reason: "slow" });
    }
    if (this.#isClosed) return;
    this.#options.lifeline.watch(this, {});
    const isWanted = job !== undefined || this.#waiting.length > 0;
    this.#options.log(isWanted || !wasReady ? "warn" : "debug", "checker.gone", { detail });
    if (!wasReady) return this.#noteFailedStart(detail);
    if (isWanted) this.start();
  }

  #noteFailedStart(detail: string): void {
    if (++this.#failedStarts < FAILED_STARTS) return this.start();
    this.#options.log("error", "checker.cannot-start", { detail });
    this.#failedStarts = 0;
    this.#retryAt = performance.now() + RETRY_MS;
    for (const job of this.#waiting.splice(0)) this.#settle(job, { kind: "unchecked", reason: "failed" });
  }

  /** Nothing is to be done: has the process give memory back, and ends it after a while. */
  #rest(): void {
    clearTimeout(this.#timer);
    const { idleMs = IDLE_MS } = this.#options;
    if (!this.#hasWorked || idleMs <= QUIET_MS) {
      this.#timer = setTimeout(() => this.#process?.kill("idle for long"), idleMs);
      return;
    }
    this.#timer = setTimeout(() => {
      this.#hasWorked = false;
      this.#process?.rest();
      this.#rest();
    }, QUIET_MS);
  }
}
