// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: callbacks of natives are under the deadline
 * attack: a sort whose comparator never returns
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return [3, 1, 2].sort((a, b) => {
    while (Date.now() < until);
    return a - b;
  });
}
