/**
 * Places for the calls to one server: so many at a time, and those who wait take turns.
 *
 * @module
 */

/** On whose behalf a call is made: calls with the same one wait behind each other, not before those of another. */
export type Caller = object | string;

interface Waiting {
  readonly resolve: () => void;
}

/** Hands out a number of places; when there are none, the callers that wait get them round robin. */
export class Places {
  readonly #most: number;
  #taken = 0;
  /** Callers that wait, in the order of their turns, each with its calls. */
  readonly #queues = new Map<Caller, Set<Waiting>>();

  constructor(most: number) {
    this.#most = most;
  }

  /** How many calls wait. */
  get waiting(): number {
    let count = 0;
    for (const queue of this.#queues.values()) count += queue.size;
    return count;
  }

  /**
   * Takes a place, and waits for one if need be. Whoever gets it gives it back, once, with the returned function.
   *
   * @throws the signal's reason.
   */
  async take(caller: Caller, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#taken < this.#most) this.#taken++;
    else await this.#wait(caller, signal);
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      this.#give();
    };
  }

  async #wait(caller: Caller, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const one: Waiting = { resolve };
    const queue = this.#queues.get(caller) ?? new Set();
    this.#queues.set(caller, queue.add(one));
    const leave = () => {
      // One that has its place already gives it back when its call sees the signal.
      if (!queue.delete(one)) return;
      if (queue.size === 0 && this.#queues.get(caller) === queue) this.#queues.delete(caller);
      reject(signal.reason);
    };
    signal.addEventListener("abort", leave);
    try {
      await promise;
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  /** Passes a place on to the caller whose turn it is, which goes to the end of the row. */
  #give(): void {
    for (const [caller, queue] of this.#queues) {
      this.#queues.delete(caller);
      for (const one of queue) {
        queue.delete(one);
        if (queue.size > 0) this.#queues.set(caller, queue);
        return one.resolve();
      }
    }
    this.#taken--;
  }
}
