// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: callbacks of natives are under the deadline
 * attack: JSON.parse with a reviver that never returns
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return JSON.parse("[1]", (_, value) => {
    while (Date.now() < until);
    return value;
  });
}
