// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a native that never looks at the clock is killed
 * attack: concat of things that say they are spreadable and long
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const length = BOUND === Infinity ? 2 ** 52 : 1e4;
  const long = { length, [Symbol.isConcatSpreadable]: true };
  do [].concat(long); while (Date.now() < until);
  return "over";
}
