/**
 * Tells when what agents have in front of them has changed: the names of servers, the tools that are offered directly.
 *
 * @module
 */

/**
 * Times in milliseconds: changes come in flocks, when servers connect and when they change several tools, and make every
 * client read its list again. Told when there was none for `quiet`, or after `most`.
 */
const WAIT = { quiet: 200, most: 2_000 } as const;

/** Compares states. Whoever makes one calls {@linkcode stop}. */
export class SurfaceWatch {
  readonly #read: () => unknown;
  readonly #listeners = new Set<() => void>();
  #known: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #touchedAt = 0;
  #isStopped = false;

  /** @param read returns what is to be watched, as JSON can write it. It is called now. */
  constructor(read: () => unknown) {
    this.#read = read;
    this.#known = JSON.stringify(read());
  }

  /** Calls `listener` after changes; returns how to stop that. */
  readonly onChange = (listener: () => void): () => void => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Notes that something may have changed. */
  touch(): void {
    if (this.#isStopped) return;
    const now = performance.now();
    if (this.#timer === undefined) this.#touchedAt = now;
    clearTimeout(this.#timer);
    const at = Math.min(now + WAIT.quiet, this.#touchedAt + WAIT.most);
    this.#timer = setTimeout(() => this.#look(), at - now);
  }

  /** Ends watching. */
  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#listeners.clear();
  }

  #look(): void {
    this.#timer = undefined;
    const state = JSON.stringify(this.#read());
    if (state === this.#known) return;
    this.#known = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
