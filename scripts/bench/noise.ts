/**
 * How evenly the machine worked: the same piece of arithmetic, again and again between the measurements. On a quiet
 * machine minimum and median are the same.
 *
 * @module
 */

const STEPS = 5_000_000;
const ROUNDS = 8;

/** Does the piece of arithmetic some times and returns the milliseconds of each. */
export function timeArithmetic(): readonly number[] {
  return Array.from({ length: ROUNDS }, () => {
    const startedAt = performance.now();
    let value = 1;
    for (let step = 0; step < STEPS; step++) value = Math.imul(value, 1_664_525) + 1_013_904_223 | 0;
    // Never so: it keeps the loop from being left out.
    if (value === 0.5) throw new Error("impossible");
    return performance.now() - startedAt;
  });
}
