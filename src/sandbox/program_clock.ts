/**
 * The host's clock of one program. It stands while a person is waited for, as long as the program does nothing else.
 *
 * @module
 */

import { PausableTimer } from "../pausable_timer.ts";
import type { HostMessage } from "./protocol.ts";

/** Options of {@linkcode ProgramClock}. */
export interface ProgramClockOptions {
  readonly timeoutMs: number;
  /** The time is over. */
  readonly onEnd: () => void;
  /** Told when the program begins to wait for a person. */
  readonly onHold: () => void;
  readonly send: (message: HostMessage) => void;
}

/** Runs from its making on. Whoever makes one calls {@linkcode ProgramClock.stop}. */
export class ProgramClock {
  readonly #options: ProgramClockOptions;
  readonly #timer: PausableTimer;
  /** How many ask a person. */
  #holds = 0;
  #turn = 0;
  #restart: (() => void) | undefined;
  #isStopped = false;

  constructor(options: ProgramClockOptions) {
    this.#options = options;
    this.#timer = new PausableTimer(options.timeoutMs, options.onEnd);
  }

  /** Whether a person is waited for. */
  get isHeld(): boolean {
    return this.#holds > 0;
  }

  /**
   * Stops the clock, on both sides, until the returned function is called. The host's runs on until the guest says that
   * the program does nothing but wait, and again from whatever the guest is sent until it says so once more: a program
   * that computes while a person thinks has no more time than any other (S-74).
   */
  hold(): () => void {
    if (this.#isStopped) return () => {};
    if (this.#holds++ === 0) this.#options.onHold();
    this.keepHeld();
    let isHolding = true;
    return () => {
      if (!isHolding) return;
      isHolding = false;
      if (--this.#holds > 0 || this.#isStopped) return;
      this.#run();
      this.#options.send({ kind: "go" });
    };
  }

  /** The guest was sent something, and may have begun to compute. */
  keepHeld(): void {
    if (!this.isHeld || this.#isStopped) return;
    this.#run();
    this.#options.send({ kind: "hold", turn: ++this.#turn });
  }

  /** The guest says that the program only waits. What it says of an earlier turn is out of date. */
  takeHeld(turn: number): void {
    if (turn === this.#turn && this.isHeld) this.#restart ??= this.#timer.pause();
  }

  /** Ends it for good. */
  stop(): void {
    this.#isStopped = true;
    this.#timer.clear();
  }

  #run(): void {
    this.#restart?.();
    this.#restart = undefined;
  }
}
