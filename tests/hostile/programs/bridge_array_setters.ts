// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: elements that the bridge collects do not go through the program's setters
 * attack: accessors for indexes on Array.prototype while lines, timers and calls are collected
 * expect: = "3"
 * weak: inherited_lists
 */
import { add } from "./servers/basic.ts";
export async function exec() {
  for (let index = 0; index < 20; index++) {
    Object.defineProperty(Array.prototype, index, { configurable: true, get: () => ({ due: 0 }), set() {} });
  }
  const sum = await add({ a: 1, b: 2 });
  for (let index = 0; index < 20; index++) delete Array.prototype[index];
  return sum;
}
