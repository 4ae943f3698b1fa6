// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: memory is bounded and the bound is named
 * attack: promises and their reactions without end, in one turn
 * expect: outOfMemory | timedOut
 * twin: 60
 */
const BOUND = Infinity;
export async function exec() {
  const kept = [];
  for (let mib = 0; mib < BOUND; mib++) {
    for (let count = 0; count < 2_000; count++) kept.push(Promise.resolve(count).then((value) => [value]));
  }
  await Promise.all(kept);
  return kept.length > 0;
}
