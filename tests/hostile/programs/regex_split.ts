// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: catastrophic backtracking is stopped inside other natives
 * attack: split, replaceAll and matchAll with a pattern that never comes to an end
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const text = "x".repeat(BOUND === Infinity ? 64 : 8);
  do {
    text.split(/(x+x+)+y/);
    text.replaceAll(/(x+x+)+y/g, "");
    [...text.matchAll(/(x+x+)+y/g)];
  } while (Date.now() < until);
  return "over";
}
