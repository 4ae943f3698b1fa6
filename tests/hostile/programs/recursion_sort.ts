// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion through natives' callbacks is named
 * attack: map calls back, which maps, which calls back
 * expect: stackOverflow
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  let depth = 0;
  const down = () => ++depth < BOUND ? [1].map(down) : depth;
  return down().length;
}
