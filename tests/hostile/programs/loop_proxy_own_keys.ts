// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: proxy traps are under the deadline while the answer is written
 * attack: an endless loop in ownKeys, which the serializer asks first
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return new Proxy({ a: 1 }, {
    ownKeys(target) {
      while (Date.now() < until);
      return Reflect.ownKeys(target);
    },
  });
}
