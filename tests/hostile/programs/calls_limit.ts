// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the number of calls is limited and the limit is named
 * attack: one call after the other, each error swallowed once
 * expect: overLimit
 * limits: { "toolCalls": 50 }
 * twin: 80
 */
import { add } from "./servers/basic.ts";
const BOUND = Infinity;
export async function exec() {
  let last = 0;
  for (let count = 0; count < BOUND; count++) last = await add({ a: count, b: 1 }).catch(() => add({ a: 0, b: 0 }));
  return last;
}
