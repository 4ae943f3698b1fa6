// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: whatever is thrown is described
 * attack: a rejected promise that is thrown
 * expect: /^Error: /
 * control: 1
 */
const BOUND = Infinity;
export async function exec() {
  const rejected = Promise.reject(1);
  rejected.catch(() => {});
  if (BOUND === Infinity) throw rejected;
}
