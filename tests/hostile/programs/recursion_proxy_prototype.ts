// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion in natives is named
 * attack: a proxy that is its own prototype's prototype
 * expect: stackOverflow | /InternalError|RangeError|TypeError/
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  let depth = 0;
  const proxy = new Proxy({}, {
    get: (target, key, receiver) => ++depth < BOUND ? Reflect.get(Object.create(receiver), key) : "end",
  });
  return proxy.anything;
}
