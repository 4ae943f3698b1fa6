// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: proxy traps are under the deadline while the answer is told apart from built-ins
 * attack: an endless loop in getPrototypeOf, which the bridge asks itself
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return new Proxy({ a: 1 }, {
    getPrototypeOf(target) {
      while (Date.now() < until);
      return Reflect.getPrototypeOf(target);
    },
  });
}
