// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an answer that cannot even be looked at is an error, not a crash
 * attack: a revoked proxy, alone
 * expect: /^TypeError/
 * control: 1
 */
const BOUND = Infinity;
export function exec() {
  const { proxy, revoke } = Proxy.revocable({ a: 1 }, {});
  if (BOUND === Infinity) revoke();
  return proxy;
}
