// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: memory is bounded and the bound is named
 * attack: one object with new property names without end
 * expect: outOfMemory | timedOut
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  const record = {};
  for (let mib = 0; mib < BOUND; mib++) {
    for (let count = 0; count < 6_000; count++) record[`key ${mib} ${count}`] = mib;
  }
  return Object.keys(record).length > 0;
}
