// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: writing a huge number is stopped
 * attack: the answer is a number of two million bits, whose digits the bridge has to find
 * expect: timedOut | /RangeError|InternalError/
 * control: 100
 */
const BOUND = Infinity;
export const exec = () => (1n << BigInt(Math.min(BOUND, 1_000_000))) - 1n;
