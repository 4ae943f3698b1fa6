/**
 * Counts wrong tokens by address, so that guessing is slow. (S-63)
 *
 * @module
 */

/** Options of {@linkcode FailedAttempts}, all for tests. */
export interface FailedAttemptsOptions {
  /** Milliseconds of a clock that does not go back. */
  readonly now?: () => number;
  readonly most?: number;
  readonly addresses?: number;
}

/** Wrong tokens that an address may try within the window. A person who mends a config needs two or three. */
const MOST = 10;

/** In milliseconds. */
const WINDOW_MS = 60_000;

/** Addresses that are remembered, oldest forgotten first: about 200 KB. */
const ADDRESSES = 1_000;

/** Remembers who failed lately. */
export class FailedAttempts {
  readonly #now: () => number;
  readonly #most: number;
  readonly #addresses: number;
  /** In the order of their first failure. */
  readonly #failures = new Map<string, { readonly since: number; count: number }>();
  readonly #known = new Set<string>();

  constructor(
    { now = () => performance.now(), most = MOST, addresses = ADDRESSES }: FailedAttemptsOptions = {},
  ) {
    this.#now = now;
    this.#most = most;
    this.#addresses = addresses;
  }

  /** Seconds for which an address is not listened to any more; 0 when it is. */
  blockedFor(address: string): number {
    const failure = this.#failures.get(address);
    if (failure === undefined || failure.count < this.#most) return 0;
    const left = failure.since + WINDOW_MS - this.#now();
    return left > 0 ? Math.ceil(left / 1000) : 0;
  }

  /** Notes a wrong token; returns whether it was the one too many. */
  fail(address: string): boolean {
    const now = this.#now();
    const before = this.#failures.get(address);
    if (before !== undefined && before.since + WINDOW_MS > now) return ++before.count === this.#most;
    this.#failures.delete(address);
    this.#failures.set(address, { since: now, count: 1 });
    trim(this.#failures, this.#addresses);
    return this.#most === 1;
  }

  /** Notes that somebody has called from an address with a token of theirs. */
  succeed(address: string, principal: string): void {
    const caller = `${address} ${principal}`;
    this.#known.delete(caller);
    this.#known.add(caller);
    trim(this.#known, this.#addresses);
  }

  /**
   * Tells whether somebody has called from an address before. They are let in while it is blocked: behind a reverse
   * proxy all callers have one address, and a stranger could shut out everybody with ten wrong tokens a minute.
   */
  isKnown(address: string, principal: string): boolean {
    return this.#known.has(`${address} ${principal}`);
  }
}

/** Forgets the oldest. */
function trim(remembered: Map<string, unknown> | Set<string>, most: number): void {
  for (const key of remembered.keys()) {
    if (remembered.size <= most) return;
    remembered.delete(key);
  }
}
