// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: out of memory is named in a timer's callback too
 * attack: the bomb goes off in a timer
 * expect: outOfMemory
 * limits: { "executionMs": 5000 }
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  return new Promise((resolve) =>
    setTimeout(() => {
      const kept = [];
      for (let mib = 0; mib < BOUND; mib++) kept.push(new Array(1 << 16).fill(1.5));
      resolve(kept.length > 0);
    }, 5)
  );
}
