// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: catching out of memory gains nothing
 * attack: the program swallows the error and asks again, for ever
 * expect: outOfMemory | timedOut
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  const kept = [];
  for (let mib = 0; mib < BOUND;) {
    try {
      kept.push(new Array(1 << 16).fill(1.5));
      mib++;
    } catch {}
  }
  return kept.length > 0;
}
