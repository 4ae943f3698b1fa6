/**
 * Chance that repeats itself: the same seed gives the same inputs.
 *
 * @module
 */

/** A source of numbers (the algorithm mulberry32), with what is asked of it most. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined && choices.length === 0) throw new Error("nothing to choose from");
    return choice as T; // Within its bounds.
  }

  /** Picks among entries by their weights. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let left = this.below(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, choice] of choices) {
      if (left < weight) return choice;
      left -= weight;
    }
    throw new Error("nothing to choose from");
  }
}

/** The seed of this run: `FUZZ_SEED`, or another one each time. */
export function seedOfRun(): number {
  return Number(Deno.env.get("FUZZ_SEED") ?? crypto.getRandomValues(new Uint32Array(1))[0]);
}

/** How many inputs this run sends in all: `FUZZ_INPUTS`, or 500. */
export function inputsOfRun(): number {
  return Number(Deno.env.get("FUZZ_INPUTS") ?? 500);
}

/** A run of the fuzzer. */
export interface FuzzRun {
  readonly seed: number;
  /** How many inputs. */
  readonly count: number;
  /** How long an answer may take: 20 s by default, because the machine may be busy. */
  readonly answerMs?: number;
}
