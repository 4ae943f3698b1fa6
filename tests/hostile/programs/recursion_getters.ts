// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion without end is named, also through accessors
 * attack: a getter that reads itself, through Symbol.toPrimitive and template texts
 * expect: stackOverflow
 * twin: 300
 */
const BOUND = Infinity;
export function exec() {
  let depth = 0;
  const value = {
    get self() {
      return ++depth < BOUND ? `${this}` : "end";
    },
    [Symbol.toPrimitive]() {
      return this.self;
    },
  };
  return value.self;
}
