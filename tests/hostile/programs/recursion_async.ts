// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion of async functions is named
 * attack: an async function that calls itself before it awaits anything
 * expect: stackOverflow | outOfMemory
 * twin: 590
 */
const BOUND = Infinity;
export function exec() {
  const down = async (depth) => depth < BOUND ? 1 + await down(depth + 1) : 1;
  return down(1);
}
