// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an iterator without end is stopped
 * attack: destructuring walks over an iterator that is never done
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const endless = { [Symbol.iterator]: () => ({ next: () => ({ value: 1, done: Date.now() >= until }) }) };
  for (const _ of endless);
  return "over";
}
