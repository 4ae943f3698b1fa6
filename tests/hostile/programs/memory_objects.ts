// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: memory is bounded and the bound is named
 * attack: small objects in a list without end
 * expect: outOfMemory
 * limits: { "executionMs": 5000 }
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  let last = null;
  for (let mib = 0; mib < BOUND; mib++) {
    for (let count = 0; count < 12_000; count++) last = { last, count };
  }
  return last !== null;
}
