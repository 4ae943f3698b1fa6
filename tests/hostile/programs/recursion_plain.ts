// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion without end is named
 * attack: a function that calls itself
 * expect: stackOverflow
 * twin: 1190
 */
const BOUND = Infinity;
export function exec() {
  const down = (depth) => depth < BOUND ? 1 + down(depth + 1) : 1;
  return down(1);
}
