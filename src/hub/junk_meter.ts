/**
 * Tells a server that now and then prints to stdout what does not belong there from one that does nothing else, which
 * would keep the gateway busy with throwing it away.
 *
 * @module
 */

/** What is put up with in a window of ten seconds: far above a server that logs to stdout, a few per cent of one core. */
const MOST = { windowMs: 10_000, lines: 100_000, characters: 64 * 1024 * 1024 } as const;

/** Counts the junk of one server. */
export class JunkMeter {
  /** The first line that is not blank; absent where there was none. A stranger's text. */
  sample: string | undefined;
  readonly #now: () => number;
  #windowAt: number;
  #lines = 0;
  #characters = 0;
  #wasReported = false;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#windowAt = now();
  }

  /** Counts a line. Returns whether there have been too many, or too much in them. */
  takes(characters: number): boolean {
    const now = this.#now();
    if (now - this.#windowAt > MOST.windowMs) {
      this.#windowAt = now;
      this.#lines = this.#characters = 0;
    }
    this.#lines++;
    this.#characters += characters;
    return this.#lines > MOST.lines || this.#characters > MOST.characters;
  }

  /** True when it is asked for the first time: the log shows one line of a server. */
  isFirst(): boolean {
    const isFirst = !this.#wasReported;
    this.#wasReported = true;
    return isFirst;
  }
}
