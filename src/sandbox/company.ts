/**
 * Who else there is. Whoever is alone with the pool needs to leave little room, whoever has a long line beside many others
 * needs to leave much.
 *
 * @module
 */

/** How long somebody counts who has run a program, in milliseconds: agents come back after a pause. */
const LATELY_MS = 10 * 60_000;
/** How long somebody counts as busy: an agent at work runs its next program within seconds. */
const BUSY_MS = 5_000;
/** Callers that are remembered; those that were away for longest are forgotten first. */
const MOST = 1_000;

/** Remembers who has run programs lately. Times are in milliseconds of a clock that does not go back. */
export class Company {
  /** When each caller last ran a program, the latest one last. */
  readonly #seen = new Map<unknown, number>();

  /** Notes that somebody runs a program. */
  note(principal: unknown, now: number): void {
    this.#seen.delete(principal);
    this.#seen.set(principal, now);
    this.#forget(now);
  }

  /** Tells whether somebody else has been there lately. */
  hasOthers(principal: unknown, now: number): boolean {
    this.#forget(now);
    return this.#seen.size > (this.#seen.has(principal) ? 1 : 0);
  }

  /** How many callers are busy now. */
  busy(now: number): number {
    return [...this.#seen.values()].filter((at) => now - at < BUSY_MS).length;
  }

  #forget(now: number): void {
    for (const [principal, at] of this.#seen) {
      if (now - at < LATELY_MS && this.#seen.size <= MOST) return;
      this.#seen.delete(principal);
    }
  }
}
