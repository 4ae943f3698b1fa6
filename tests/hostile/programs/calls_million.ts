// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the number of calls is limited and the limit is named
 * attack: a million calls in parallel
 * expect: overLimit | outOfMemory | timedOut
 * twin: 12000
 */
import { add } from "./servers/basic.ts";
const BOUND = Infinity;
export async function exec() {
  const all = await Promise.all(
    Array.from({ length: Math.min(BOUND, 1_000_000) }, (_, n) => add({ a: n, b: 1 })),
  );
  return all.length > 0;
}
