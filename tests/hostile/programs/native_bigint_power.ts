// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: arithmetic on huge numbers is stopped
 * attack: a power whose digits fill memory
 * expect: timedOut | outOfMemory | /RangeError/
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  let value = 3n;
  do value = BOUND === Infinity ? value ** 9n : 3n ** 1_000n; while (Date.now() < until);
  return "over";
}
