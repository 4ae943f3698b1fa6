// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion in natives is named
 * attack: flat(Infinity) of a list that contains itself
 * expect: stackOverflow | timedOut | outOfMemory
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  const list = [];
  list.push(list);
  return list.flat(BOUND).length;
}
