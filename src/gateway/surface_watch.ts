/**
 * Tells when what agents have in front of them may have changed: the names of servers, the tools that are offered directly.
 *
 * @module
 */

/**
 * Times in milliseconds. Changes come in flocks, when servers connect and when they change several tools, and each makes
 * clients read their list again: told when there was none for `quiet`, or after `most`.
 */
const WAIT = { quiet: 200, most: 2_000 } as const;

/** Gathers changes. Whoever makes one calls {@linkcode stop}. */
export class SurfaceWatch {
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touchedAt = 0;

  /** Calls `listener` after changes; returns how to stop that. */
  readonly onChange = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Notes that something may have changed. */
  touch(): void {
    if (this.#listeners.size === 0) return;
    const now = performance.now();
    if (this.#timer === undefined) this.#touchedAt = now;
    clearTimeout(this.#timer);
    const at = Math.min(now + WAIT.quiet, this.#touchedAt + WAIT.most);
    this.#timer = setTimeout(() => this.#tell(), at - now);
  }

  /** Ends watching. */
  stop(): void {
    this.#listeners.clear();
    clearTimeout(this.#timer);
  }

  #tell(): void {
    this.#timer = undefined;
    for (const listener of [...this.#listeners]) listener();
  }
}
