// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a program that only waits for tools ends at its deadline, and the calls with it
 * attack: one call after the other, for ever
 * expect: timedOut
 * twin: 1250
 */
import { add } from "./servers/basic.ts";
const BOUND = Infinity;
export async function exec() {
  const until = Date.now() + BOUND;
  while (Date.now() < until) await add({ a: 1, b: 1 });
  return "over";
}
