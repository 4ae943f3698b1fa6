// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: quadratic replacing is stopped
 * attack: replaceAll of what nearly occurs everywhere
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const half = BOUND === Infinity ? 2_000_000 : 2_000;
  const needle = "a".repeat(half) + "b";
  const hay = "a".repeat(2 * half);
  do hay.replaceAll(needle, "c"); while (Date.now() < until);
  return "over";
}
