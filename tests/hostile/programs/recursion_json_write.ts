// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an answer that is nested too deep is named
 * attack: a list in a list, 100,000 times, returned
 * expect: stackOverflow
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  let list = [];
  for (let depth = 0; depth < Math.min(BOUND, 100_000); depth++) list = [list];
  return list;
}
