// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: sorting a huge length ends, by time or by memory
 * attack: sort of an array-like that holds nothing
 * expect: timedOut | outOfMemory
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const length = BOUND === Infinity ? 2 ** 53 - 1 : 1e4;
  do Array.prototype.sort.call({ length }); while (Date.now() < until);
  return "over";
}
