// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a getter that the answer's serializer reads is under the deadline
 * attack: an endless loop in a getter of the returned object
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return {
    get value() {
      while (Date.now() < until);
      return "over";
    },
  };
}
