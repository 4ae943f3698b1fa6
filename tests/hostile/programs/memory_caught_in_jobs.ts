// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: catching out of memory in promise jobs gains nothing
 * attack: every job is an out of memory of its own, and makes the next one
 * expect: outOfMemory | timedOut
 * twin: 100
 */
const BOUND = Infinity;
export async function exec() {
  const kept = [];
  const one = async () => void kept.push(new Array(1 << 16).fill(1.5));
  for (let mib = 0; mib < BOUND;) await one().then(() => mib++, () => {});
  return kept.length > 0;
}
