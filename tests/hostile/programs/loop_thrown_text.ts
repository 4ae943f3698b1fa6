// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: describing what was thrown is under the deadline
 * attack: an object is thrown whose toString never returns
 * expect: timedOut
 * twin: 1250
 * then: /over/
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  throw {
    get message() {
      while (Date.now() < until);
      return "over";
    },
  };
}
