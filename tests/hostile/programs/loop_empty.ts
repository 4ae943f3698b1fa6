// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a program past its deadline is stopped
 * attack: a loop with nothing in it
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  while (Date.now() < until);
  return "over";
}
