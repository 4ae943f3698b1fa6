// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: natives on large buffers are stopped
 * attack: sorting four million numbers again and again
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const numbers = new Float64Array(BOUND === Infinity ? 4_000_000 : 1_000);
  do {
    for (let index = 0; index < numbers.length; index++) numbers[index] = Math.random();
    numbers.sort();
  } while (Date.now() < until);
  return "over";
}
