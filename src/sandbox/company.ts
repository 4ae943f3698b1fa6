/**
 * Whether somebody is alone with the pool. Then there is little reason to keep places free.
 *
 * @module
 */

/** How long somebody counts who has run a program, in milliseconds: agents come back after a pause. */
const LATELY_MS = 10 * 60_000;

interface Seen {
  readonly principal: unknown;
  readonly at: number;
}

/** Remembers the last two callers: that is all there is to know. */
export class Company {
  #last: Seen | undefined;
  #other: Seen | undefined;

  /** Notes that somebody runs a program. `now` is in milliseconds of a clock that does not go back, here and below. */
  note(principal: unknown, now: number): void {
    if (this.#last !== undefined && this.#last.principal !== principal) this.#other = this.#last;
    this.#last = { principal, at: now };
  }

  /** Tells whether somebody else has been there lately. */
  hasOthers(principal: unknown, now: number): boolean {
    return [this.#last, this.#other].some((seen) =>
      seen !== undefined && seen.principal !== principal && now - seen.at < LATELY_MS
    );
  }
}
