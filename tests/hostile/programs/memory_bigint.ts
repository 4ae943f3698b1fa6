// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: memory is bounded and the bound is named
 * attack: numbers that double their digits
 * expect: outOfMemory | timedOut | /RangeError|InternalError/
 * twin: 100
 */
const BOUND = Infinity;
export function exec() {
  const kept = [];
  for (let mib = 0; mib < BOUND; mib++) {
    kept.push(
      1n << 1_000_000n,
      2n << 1_000_000n,
      3n << 1_000_000n,
      4n << 1_000_000n,
      5n << 1_000_000n,
      6n << 1_000_000n,
      7n << 1_000_000n,
      8n << 1_000_000n,
    );
  }
  return kept.length > 0;
}
