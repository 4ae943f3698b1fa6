// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: adopting a thenable is under the deadline
 * attack: the answer is a thenable that resolves to another thenable, for ever
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const again = () => ({ then: (resolve) => resolve(Date.now() < until ? again() : "over") });
  return again();
}
