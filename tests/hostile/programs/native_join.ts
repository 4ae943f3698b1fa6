// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a native that never looks at the clock is killed
 * attack: join over a huge length
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const length = BOUND === Infinity ? 2 ** 32 : 1e4;
  do Array.prototype.join.call({ length }, ""); while (Date.now() < until);
  return "over";
}
