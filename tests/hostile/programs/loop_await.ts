// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an async loop is stopped at the deadline
 * attack: awaiting nothing for ever
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export async function exec() {
  const until = Date.now() + BOUND;
  while (Date.now() < until) await null;
  return "over";
}
