// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion in natives is named
 * attack: JSON.parse of a million brackets
 * expect: stackOverflow
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  const depth = Math.min(BOUND, 1_000_000);
  return typeof JSON.parse("[".repeat(depth) + "]".repeat(depth));
}
