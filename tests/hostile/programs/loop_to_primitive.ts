// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: conversions are under the deadline
 * attack: an endless loop in Symbol.toPrimitive, reached by a comparison
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const value = {
    [Symbol.toPrimitive]() {
      while (Date.now() < until);
      return 1;
    },
  };
  return value < 2;
}
