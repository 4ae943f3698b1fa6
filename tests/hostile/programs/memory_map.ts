// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: memory is bounded and the bound is named
 * attack: a map without end
 * expect: outOfMemory | timedOut
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  const map = new Map();
  for (let mib = 0; mib < BOUND; mib++) {
    for (let count = 0; count < 10_000; count++) map.set(map.size, {});
  }
  return map.size > 0;
}
