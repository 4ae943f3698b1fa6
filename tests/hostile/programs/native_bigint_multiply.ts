// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: arithmetic on huge numbers is stopped
 * attack: products of numbers with a million bits
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const big = (1n << (BOUND === Infinity ? 500_000n : 1_000n)) - 1n;
  do big * big; while (Date.now() < until);
  return "over";
}
