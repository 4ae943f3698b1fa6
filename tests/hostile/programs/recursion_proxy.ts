// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion in natives is named
 * attack: a proxy of a proxy of a proxy, 100,000 deep
 * expect: stackOverflow
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  let proxy = { end: 1 };
  for (let depth = 0; depth < Math.min(BOUND, 100_000); depth++) proxy = new Proxy(proxy, {});
  return proxy.end;
}
