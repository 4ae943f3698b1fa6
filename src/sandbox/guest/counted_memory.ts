/**
 * The limit on a program's memory. At its maximum the engine often throws `null` instead of an error, so what it was
 * refused is counted where it asks.
 *
 * @module
 */

const PAGE_BYTES = 65_536;

/** What the engine's build begins with: 16 MiB, of which it touches two. */
const INITIAL_PAGES = 256;
/** The allocator asks for 20 %, 10 % and 5 % more than it needs before it gives up. */
const ATTEMPTS_PER_GROWTH = 3;

/** A capped memory that knows whether the engine was refused more of it. */
export class CountedMemory {
  readonly memory: WebAssembly.Memory;
  #refusals = 0;
  #isExhausted = false;

  constructor(maximumBytes: number) {
    const maximum = Math.max(INITIAL_PAGES, Math.floor(maximumBytes / PAGE_BYTES));
    this.memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum });
    const grow = this.memory.grow.bind(this.memory);
    this.memory.grow = (pages) => {
      try {
        const before = grow(pages);
        this.#refusals = 0;
        return before;
      } catch (error) {
        if (++this.#refusals >= ATTEMPTS_PER_GROWTH) this.#isExhausted = true;
        throw error;
      }
    };
  }

  /** Whether a growth was refused that the engine could not do without. */
  get isExhausted(): boolean {
    return this.#isExhausted;
  }

  /** What was taken beyond the initial size. */
  get grownBytes(): number {
    return this.memory.buffer.byteLength - INITIAL_PAGES * PAGE_BYTES;
  }
}
