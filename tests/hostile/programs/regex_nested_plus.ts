// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: catastrophic backtracking is stopped
 * attack: (a+)+$ on a text that does not match
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const text = "a".repeat(BOUND === Infinity ? 60 : 12) + "!";
  do /^(a+)+$/.test(text); while (Date.now() < until);
  return "over";
}
