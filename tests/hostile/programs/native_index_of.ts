// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: quadratic searching is stopped
 * attack: indexOf of two million characters in four, which fails at the last one each time
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const half = BOUND === Infinity ? 2_000_000 : 2_000;
  const needle = "a".repeat(half) + "b";
  const hay = "a".repeat(2 * half);
  do hay.indexOf(needle); while (Date.now() < until);
  return "over";
}
