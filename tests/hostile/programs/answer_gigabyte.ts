// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an answer of a gigabyte is refused, not sent
 * attack: one long text, a thousand times in a list
 * expect: overLimit | outOfMemory
 * twin: 6
 */
const BOUND = Infinity;
export function exec() {
  const text = "x".repeat(1_000_000);
  return Array.from({ length: Math.min(BOUND, 1_000) }, () => text);
}
