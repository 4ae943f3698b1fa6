// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: describing what was thrown is under the deadline
 * attack: an error whose message is a getter that never returns
 * expect: timedOut
 * twin: 1250
 * then: /over/
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const error = new Error("x");
  Object.defineProperty(error, "message", {
    get() {
      while (Date.now() < until);
      return "over";
    },
  });
  throw error;
}
