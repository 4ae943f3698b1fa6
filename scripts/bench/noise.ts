/**
 * How evenly the machine worked: the same sort, again and again between the measurements. On a quiet machine minimum and
 * median are the same. Memory and branches are in it, because two virtual cores are often two threads of one core, which
 * slow each other down by half without either of them waiting.
 *
 * @module
 */

const NUMBERS = 40_000;
const ROUNDS = 8;

/** Sorts the same numbers some times and returns the milliseconds of each. */
export function timeSorts(): readonly number[] {
  let seed = 42;
  const numbers = Array.from({ length: NUMBERS }, () => seed = (seed * 48_271) % 2_147_483_647);
  return Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    numbers.toSorted((a, b) => a - b);
    return performance.now() - startedAt;
  });
}
