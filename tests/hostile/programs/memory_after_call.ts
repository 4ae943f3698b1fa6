// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: out of memory is named after a tool's reply too
 * attack: the bomb goes off when the first reply is there
 * expect: outOfMemory
 * limits: { "executionMs": 5000 }
 * twin: 100
 */
import { add } from "./servers/basic.ts";
const BOUND = Infinity;
export async function exec() {
  await add({ a: 1, b: 1 });
  const kept = [];
  for (let mib = 0; mib < BOUND; mib++) kept.push(new Uint8Array(1 << 20).fill(1));
  return kept.length > 0;
}
