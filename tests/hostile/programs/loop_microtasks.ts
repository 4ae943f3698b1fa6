// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: jobs that make jobs are stopped at the deadline
 * attack: a chain of promise reactions that never lets the event loop turn
 * expect: timedOut | outOfMemory
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const again = () => Date.now() < until ? Promise.resolve().then(again) : "over";
  return again();
}
