// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: what tools return counts as the program's memory
 * attack: a large result is fetched and kept, again and again
 * expect: outOfMemory | timedOut
 * twin: 12
 */
import { big } from "./servers/basic.ts";
const BOUND = Infinity;
export async function exec() {
  const kept = [];
  for (let count = 0; count < BOUND; count++) kept.push(await big({ megabytes: 3 }));
  return kept.length > 0;
}
