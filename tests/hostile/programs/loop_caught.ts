// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: catching the interrupt gains no time
 * attack: every iteration swallows whatever is thrown, in a synchronous function
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  while (Date.now() < until) {
    try {
      for (let index = 0; index < 1e5; index++);
    } catch {}
  }
  return "swallowed";
}
