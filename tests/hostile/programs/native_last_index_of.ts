// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a native that never looks at the clock is killed
 * attack: lastIndexOf over a huge length
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const length = BOUND === Infinity ? 2 ** 53 - 1 : 1e4;
  do Array.prototype.lastIndexOf.call({ length }, 1); while (Date.now() < until);
  return "over";
}
