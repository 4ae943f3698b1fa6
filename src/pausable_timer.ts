/**
 * A timer that can be stopped for a while, as often as somebody is waited for whose time does not count.
 *
 * @module
 */

/** Calls back once, when it has run for so many milliseconds. Whoever makes one calls {@linkcode PausableTimer.clear}. */
export class PausableTimer {
  readonly #onEnd: () => void;
  #leftMs: number;
  #startedAt = performance.now();
  #pauses = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ms: number, onEnd: () => void) {
    this.#leftMs = ms;
    this.#onEnd = onEnd;
    this.#run();
  }

  /** Stops it until the returned function is called. It runs again when nobody has it stopped any more. */
  pause(): () => void {
    if (this.#pauses++ === 0) {
      clearTimeout(this.#timer);
      this.#leftMs -= performance.now() - this.#startedAt;
    }
    let isPaused = true;
    return () => {
      if (!isPaused) return;
      isPaused = false;
      if (--this.#pauses === 0) this.#run();
    };
  }

  /** Ends it for good. */
  clear(): void {
    this.#pauses = Infinity;
    clearTimeout(this.#timer);
  }

  #run(): void {
    this.#startedAt = performance.now();
    this.#timer = setTimeout(this.#onEnd, Math.max(0, this.#leftMs));
  }
}
