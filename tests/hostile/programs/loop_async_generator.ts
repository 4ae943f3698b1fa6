// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: for await over a stream without end is stopped
 * attack: an async generator that always has one more
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
async function* endless(until) {
  while (Date.now() < until) yield 1;
}
export async function exec() {
  let sum = 0;
  for await (const one of endless(Date.now() + BOUND)) sum += one;
  return typeof sum;
}
