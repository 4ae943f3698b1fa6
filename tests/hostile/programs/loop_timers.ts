// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: timers that make timers are stopped at the deadline
 * attack: a timer of 0 ms that starts itself again
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return new Promise((resolve) => {
    const again = () => Date.now() < until ? setTimeout(again, 0) : resolve("over");
    again();
  });
}
