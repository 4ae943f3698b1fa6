// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: toJSON of the answer is under the deadline
 * attack: an endless loop in toJSON
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return {
    toJSON() {
      while (Date.now() < until);
      return "over";
    },
  };
}
