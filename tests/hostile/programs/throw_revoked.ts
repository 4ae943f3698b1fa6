// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: whatever is thrown is described
 * attack: a revoked proxy
 * expect: /^Error: .*cannot be shown|^Error/
 * control: 1
 */
const BOUND = Infinity;
export function exec() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  if (BOUND === Infinity) throw proxy;
}
