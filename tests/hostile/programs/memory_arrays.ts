// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: memory is bounded and the bound is named
 * attack: arrays of numbers without end
 * expect: outOfMemory
 * limits: { "executionMs": 5000 }
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  const kept = [];
  for (let mib = 0; mib < BOUND; mib++) kept.push(new Array(1 << 16).fill(1.5));
  return kept.length > 0;
}
