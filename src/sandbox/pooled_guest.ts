/**
 * A guest as the pool sees it: starting, idle, running a program, making itself ready again, or gone.
 *
 * @module
 */

import type { Turn } from "../fair_queue.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Execution } from "../outcome.ts";
import { ProgramExecution } from "./execution.ts";
import type { GuestCommand } from "./guest_command.ts";
import { GuestProcess } from "./guest_process.ts";
import type { GuestMessage } from "./protocol.ts";
import { type RunRequest, turnOf } from "./run_request.ts";

/** A process that grew above this is replaced: V8 does not give everything back. */
const RECYCLE_RSS_BYTES = 300 << 20;
/** Against slow leaks in the engine's glue. */
const RECYCLE_RUNS = 500;
/** A guest starts in 0.2 s; a machine that takes longer than this will not run programs either. */
const READY_MS = 20_000;
/** Rounds of the warm-up: afterwards V8 has compiled the engine's hot paths. */
const WARM_ROUNDS = 4;
const HEADER_BYTES = 64 * 1024;
/** For the report of an error: it is bounded in characters, which JSON may write with six bytes each. */
const PAYLOAD_SLACK_BYTES = 256 * 1024;

/** What a guest can be doing. */
export type GuestState = "starting" | "idle" | "running" | "resetting" | "gone";

/** What a guest needs of its pool. */
export interface PooledGuestOptions {
  readonly command: GuestCommand;
  readonly engine: Uint8Array<ArrayBuffer>;
  readonly limits: Limits;
  readonly log: Log;
  /** It became idle, or it is gone. */
  readonly onChange: (guest: PooledGuest) => void;
  /** Its program waits for a person. */
  readonly onHold: () => void;
}

/** One guest process with what happens to it. Owned by the pool, which calls {@linkcode PooledGuest.end}. */
export class PooledGuest {
  readonly #options: PooledGuestOptions;
  readonly #process: GuestProcess;
  #state: GuestState = "starting";
  #execution: ProgramExecution | undefined;
  #turn: Turn | undefined;
  #isWorn = false;
  #runs = 0;
  #warmRounds = 0;
  #hasStarted = false;
  #readyTimer: ReturnType<typeof setTimeout> | undefined;
  /** When it was last used, on the clock of `performance.now()`. */
  idleSince = performance.now();

  /** @throws Deno.errors when the program cannot be started. */
  constructor(options: PooledGuestOptions) {
    this.#options = options;
    const { command, engine, limits } = options;
    const payloadBytes = Math.max(limits.answerBytes, limits.argumentBytes, limits.consoleBytes) +
      PAYLOAD_SLACK_BYTES;
    this.#process = new GuestProcess(command, { headerBytes: HEADER_BYTES, payloadBytes }, {
      onMessage: (message, payload) => this.#take(message, payload),
      onSent: () => this.#execution?.onSent(),
      onExit: (detail) => this.#leave(detail),
    });
    this.#process.send({
      kind: "engine",
      memoryBytes: limits.guestMemoryBytes,
      stackBytes: limits.stackBytes,
    }, engine);
    this.#expectReady();
  }

  get state(): GuestState {
    return this.#state;
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Whether it is idle and has exercised its engine: it runs the next program at full speed. */
  get isWarm(): boolean {
    return this.#state === "idle" && this.#warmRounds >= WARM_ROUNDS;
  }

  /** Whose program it runs. */
  get turn(): Turn | undefined {
    return this.#turn;
  }

  /** Whether it ever became ready. */
  get hasStarted(): boolean {
    return this.#hasStarted;
  }

  /** Whether its program waits for a person: then it takes nobody's place. */
  get isHeld(): boolean {
    return this.#execution?.isHeld === true;
  }

  /** Runs a program. The guest must be idle. */
  run(request: RunRequest): Promise<Execution> {
    this.#state = "running";
    this.#runs++;
    this.#turn = turnOf(request);
    const { limits, log, onHold } = this.#options;
    this.#execution = new ProgramExecution({ request, limits, log, onHold, guest: this.#process });
    this.#execution.start();
    return this.#execution.result;
  }

  /** Has an idle guest exercise its engine, in short rounds, so that a program that comes meanwhile waits for one only. */
  warmUp(): void {
    if (this.#warmRounds >= WARM_ROUNDS || this.#state !== "idle") return;
    this.#warmRounds++;
    this.#state = "resetting";
    this.#process.send({ kind: "warm" });
    this.#expectReady();
  }

  /** Kills the process and waits until it is gone. */
  async end(reason: string): Promise<void> {
    this.#execution?.abandon();
    this.#isWorn = true;
    this.#process.kill(reason);
    await this.#process.exited;
  }

  #take(message: GuestMessage, payload: Uint8Array): void {
    if (this.#state === "gone") return;
    if (this.#state === "running" && this.#execution !== undefined) {
      const problem = this.#execution.take(message, payload);
      if (problem !== undefined) this.#process.drop(`the guest sent ${problem}`);
      else if (message.kind === "done") {
        this.#reset(message.end.kind === "outOfMemory" || message.end.kind === "trapped");
      }
    } else if (message.kind === "ready" && (this.#state === "starting" || this.#state === "resetting")) {
      this.#becomeIdle(message.rssBytes);
    } else this.#process.drop(`the guest sent '${message.kind}' while ${this.#state}`);
  }

  #reset(isSpoiled: boolean): void {
    this.#execution = undefined;
    this.#turn = undefined;
    this.#state = "resetting";
    this.#isWorn ||= isSpoiled || this.#runs >= RECYCLE_RUNS;
    if (this.#isWorn) this.#process.kill("worn out");
    else this.#expectReady();
  }

  #becomeIdle(rssBytes: number): void {
    clearTimeout(this.#readyTimer);
    // Its `ready` was on the way already, together with `done`: whatever it ran next would die with it.
    if (this.#process.isKilled) return;
    if (rssBytes > RECYCLE_RSS_BYTES) {
      this.#isWorn = true;
      this.#process.kill("worn out");
      return;
    }
    this.#state = "idle";
    this.#hasStarted = true;
    this.idleSince = performance.now();
    this.#options.onChange(this);
  }

  #expectReady(): void {
    this.#readyTimer = setTimeout(
      () => this.#process.kill("the guest did not become ready in time"),
      READY_MS,
    );
  }

  #leave(detail: string): void {
    clearTimeout(this.#readyTimer);
    const wasRunning = this.#execution;
    this.#execution = undefined;
    this.#turn = undefined;
    this.#state = "gone";
    const level = this.#isWorn ? "debug" : "warn";
    this.#options.log(level, "sandbox.guest-gone", { pid: this.pid, runs: this.#runs, detail });
    wasRunning?.lose(detail);
    this.#options.onChange(this);
  }
}
