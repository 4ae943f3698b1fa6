// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: proxy traps are under the deadline while the answer is written
 * attack: an endless loop in a get trap of the returned proxy
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return new Proxy({ a: 1 }, {
    get(target, key) {
      while (Date.now() < until);
      return target[key];
    },
  });
}
