// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: natives over proxies are stopped
 * attack: unshift moves a huge number of elements of a proxy
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const length = BOUND === Infinity ? 2 ** 52 : 1e3;
  const proxy = () =>
    new Proxy({ length }, {
      has: () => true,
      get: (target, key) => key === "length" ? length : 1,
      set: () => true,
    });
  do Array.prototype.unshift.call(proxy(), 1); while (Date.now() < until);
  return "over";
}
