// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion in the prelude is named
 * attack: structuredClone of a list that is nested too deep
 * expect: stackOverflow | timedOut
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  let list = [];
  for (let depth = 0; depth < Math.min(BOUND, 100_000); depth++) list = [list];
  return structuredClone(list).length;
}
