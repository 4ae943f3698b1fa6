// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: catastrophic backtracking is stopped
 * attack: alternatives that match the same, in a search
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const text = "a".repeat(BOUND === Infinity ? 60 : 10);
  do text.match(/(?:a|a|aa)*b/); while (Date.now() < until);
  return "over";
}
