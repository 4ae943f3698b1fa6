// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: out of memory is named in async code too
 * attack: the bomb goes off after an await
 * expect: outOfMemory
 * limits: { "executionMs": 5000 }
 * twin: 100
 */
const BOUND = Infinity;
export async function exec() {
  await null;
  const kept = [];
  for (let mib = 0; mib < BOUND; mib++) {
    kept.push(new Array(1 << 16).fill(1.5));
    if (mib % 10 === 0) await null;
  }
  return kept.length > 0;
}
