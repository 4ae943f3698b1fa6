// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: memory is bounded and the bound is named
 * attack: buffers without end
 * expect: outOfMemory
 * limits: { "executionMs": 5000 }
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  const kept = [];
  for (let mib = 0; mib < BOUND; mib++) kept.push(new ArrayBuffer(1 << 20));
  return kept.length > 0;
}
