// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a generator's clean-up does not run on past the deadline
 * attack: for…of is left, and return() of the generator never comes back
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  function* endless() {
    try {
      yield 1;
    } finally {
      while (Date.now() < until);
    }
  }
  for (const _ of endless()) break;
  return "over";
}
