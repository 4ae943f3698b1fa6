/**
 * A bound on how often something may happen, which lets short bursts pass.
 *
 * @module
 */

/** Fills evenly and holds so much; each event takes some out. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #most: number;
  #level: number;
  #at: number;

  /** @param now milliseconds of a clock that does not go back, here and below. */
  constructor(
    { perSecond, most, now }: { readonly perSecond: number; readonly most: number; readonly now: number },
  ) {
    this.#perSecond = perSecond;
    this.#most = most;
    this.#level = most;
    this.#at = now;
  }

  /** Takes so many, unless there are too few; then nothing is taken. */
  take(count: number, now: number): boolean {
    this.#fill(now);
    if (this.#level < count) return false;
    this.#level -= count;
    return true;
  }

  /** Takes so many even where there are fewer: what has come already is paid for by what comes next. */
  charge(count: number, now: number): void {
    this.#fill(now);
    this.#level -= count;
  }

  /** Seconds until one can be taken, at least 1. */
  retryAfter(now: number): number {
    this.#fill(now);
    return Math.max(1, Math.ceil((1 - this.#level) / this.#perSecond));
  }

  /** Tells whether it is as at the beginning. */
  isFull(now: number): boolean {
    this.#fill(now);
    return this.#level >= this.#most;
  }

  #fill(now: number): void {
    this.#level = Math.min(this.#most, this.#level + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
  }
}
