/**
 * When a server that failed or was lost may be tried again.
 *
 * @module
 */

/** Options of {@linkcode Retry}; tests set them. */
export interface RetryOptions {
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
  /** A number from 0 to below 1. */
  readonly random?: () => number;
}

/**
 * Counts failures in a row: attempts that failed, and connections that did not last. The time between attempts doubles
 * with each; a connection that lasts makes them forgotten.
 */
export class Retry {
  /** The shortest time between two attempts, in milliseconds. */
  static readonly FIRST_MS = 1_000;
  /** How long a connection has to last to count as a good one. */
  static readonly STABLE_MS = 30_000;
  /** From so many failures on, a server is one that fails again and again. */
  static readonly LOOP = 3;
  /** The longest time before somebody who asks for the server is worth an attempt. */
  static readonly #MOST_MS = 60_000;
  /** The same where an attempt costs nobody anything: it finds that nothing listens. */
  static readonly #MOST_CHEAP_MS = 5_000;
  /** The longest time between attempts that nobody asks for: a start may cost its machine seconds of work. */
  static readonly #MOST_UNASKED_MS = 300_000;
  /** Servers that were lost together are not tried again in the same instant. */
  static readonly #SPREAD_MS = 100;
  readonly #now: () => number;
  readonly #random: () => number;
  #failures = 0;
  #isCheap = false;
  /** What the time to the next attempt counts from. */
  #since = -Infinity;
  #connectedAt = -Infinity;
  /** The server itself asked to be left alone until then. */
  #notBefore = -Infinity;

  constructor({ now = () => performance.now(), random = Math.random }: RetryOptions = {}) {
    this.#now = now;
    this.#random = random;
  }

  /** Failures in a row. */
  get failures(): number {
    return this.#failures;
  }

  /** Whether the server fails again and again. */
  get isLoop(): boolean {
    return this.#failures >= Retry.LOOP;
  }

  /** An attempt begins. */
  begin(): void {
    this.#since = this.#now();
  }

  /** The attempt made a connection. */
  connected(): void {
    this.#connectedAt = this.#now();
  }

  /**
   * The attempt failed; the server may have said for how long it is not to be asked again. `isCheap`: all that the next
   * one may find out is that still nothing listens at the server's address.
   */
  failed(atLeastMs = 0, isCheap = false): void {
    this.#failures++;
    this.#isCheap = isCheap;
    this.#since = this.#now();
    this.#notBefore = this.#since + Math.min(atLeastMs, Retry.#MOST_UNASKED_MS);
  }

  /** The connection was lost. One that did not last is a failure like that of an attempt. `isCheap` as there. */
  lost(isCheap = false): void {
    this.#isCheap = isCheap;
    const lasted = this.#now() - this.#connectedAt >= Retry.STABLE_MS;
    this.#failures = lasted ? 0 : this.#failures + 1;
  }

  /** Allows the next attempt at once. */
  reset(): void {
    this.#since = this.#notBefore = -Infinity;
  }

  /** Milliseconds until an attempt may begin for somebody who asks; 0 when it may begin now. */
  waitMs(): number {
    return this.#untilAfter(this.#isCheap ? Retry.#MOST_CHEAP_MS : Retry.#MOST_MS);
  }

  /** Milliseconds until an attempt that nobody asks for: later than {@linkcode waitMs}, by a random part. */
  unaskedMs(): number {
    const ms = this.#untilAfter(Retry.#MOST_UNASKED_MS);
    return ms + this.#random() * (Retry.#SPREAD_MS + ms / 4);
  }

  #untilAfter(most: number): number {
    const apart = Math.min(Retry.FIRST_MS * 2 ** Math.max(0, this.#failures - 1), most);
    return Math.max(0, this.#since + apart - this.#now(), this.#notBefore - this.#now());
  }
}
