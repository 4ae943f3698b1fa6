// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: callbacks of natives are under the deadline
 * attack: a replace whose function puts in what matches again
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  let text = "a";
  while (Date.now() < until) text = text.replace(/a/g, () => "a");
  return text;
}
