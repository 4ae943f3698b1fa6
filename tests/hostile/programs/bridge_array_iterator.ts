// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the bridge does not walk over lists with the program's iterator
 * attack: Array.prototype[Symbol.iterator] and the array methods are replaced
 * expect: = ["3",[1,2],{"a":[1]}]
 * weak: primordials
 */
import { add } from "./servers/basic.ts";
export async function exec() {
  const set = new Set([1, 2]);
  const map = new Map([["a", [1]]]);
  Array.prototype[Symbol.iterator] = function* () {
    yield "forged";
  };
  for (const name of ["push", "join", "splice", "map", "forEach", "slice", "includes"]) {
    Array.prototype[name] = () => ["forged"];
  }
  Set.prototype[Symbol.iterator] = Map.prototype[Symbol.iterator] = Array.prototype[Symbol.iterator];
  for (const name of ["slice", "split", "trimStart", "startsWith", "includes"]) {
    String.prototype[name] = () => "forged";
  }
  return {
    0: await add({ a: 1, b: 2 }),
    1: set,
    2: map,
    length: 3,
    toJSON() {
      return [this[0], this[1], this[2]];
    },
  };
}
