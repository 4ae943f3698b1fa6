/**
 * Places for the calls to one server: so many at a time, and those who wait take turns.
 *
 * @module
 */

import { FairQueue, type Turn } from "../fair_queue.ts";

/** On whose behalf a call is made: calls with the same one wait behind each other, not before those of another. */
export type Caller = object | string;

/** Hands out a number of places; when there are none, those who wait take turns. */
export class Places {
  readonly #most: number;
  #taken = 0;
  readonly #queue = new FairQueue<() => void>();

  constructor(most: number) {
    this.#most = most;
  }

  /** How many calls wait. */
  get waiting(): number {
    return this.#queue.size;
  }

  /**
   * Takes a place, and waits for one if need be. Whoever gets it gives it back, once, with the returned function.
   *
   * @throws the signal's reason.
   */
  async take(turn: Turn, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#taken < this.#most) this.#taken++;
    else await this.#wait(turn, signal);
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      this.#give();
    };
  }

  async #wait(turn: Turn, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#queue.add(turn, resolve);
    // One that has its place already gives it back when its call sees the signal.
    const leave = () => {
      if (this.#queue.remove(turn, resolve)) reject(signal.reason);
    };
    signal.addEventListener("abort", leave);
    try {
      await promise;
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  /** Passes a place on to whoever's turn it is. */
  #give(): void {
    const next = this.#queue.take();
    if (next === undefined) this.#taken--;
    else next();
  }
}
