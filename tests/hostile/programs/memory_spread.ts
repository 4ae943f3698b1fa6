// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: spreading without end is out of memory or a stack overflow
 * attack: an iterator that is never done, spread into an array
 * expect: outOfMemory | timedOut
 * twin: 1500000
 */
const BOUND = Infinity;
export function exec() {
  let count = 0;
  const endless = { [Symbol.iterator]: () => ({ next: () => ({ value: [count], done: count++ >= BOUND }) }) };
  return [...endless].length > 0;
}
