/**
 * When a failed server may be tried again.
 *
 * @module
 */

/** Counts attempts to connect. The time between their begins doubles with every failure in a row, up to a minute. */
export class Retry {
  /** The shortest time between two attempts, in milliseconds. */
  static readonly FIRST_MS = 1_000;
  static readonly #MOST_MS = 60_000;
  readonly #now: () => number;
  #failures = 0;
  #begunAt = -Infinity;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  begin(): void {
    this.#begunAt = this.#now();
  }

  succeeded(): void {
    this.#failures = 0;
  }

  failed(): void {
    this.#failures++;
  }

  /** Whether the last attempt failed; it did not when a server was lost after it. */
  get hasFailed(): boolean {
    return this.#failures > 0;
  }

  /** Allows the next attempt at once. */
  reset(): void {
    this.#begunAt = -Infinity;
  }

  /** Milliseconds until the next attempt may begin; 0 when it may begin now. */
  waitMs(): number {
    const apart = Math.min(Retry.FIRST_MS * 2 ** Math.max(0, this.#failures - 1), Retry.#MOST_MS);
    return Math.max(0, this.#begunAt + apart - this.#now());
  }
}
