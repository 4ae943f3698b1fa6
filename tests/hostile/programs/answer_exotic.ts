// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: whatever JSON cannot hold becomes something readable, with a remark
 * attack: every kind of value that has no JSON
 * expect: /^\{"big":"123","bytes":\[1,2\],"date":null,.*"map":\{"k":1\},.*"set":\[1\]/
 * weak: replacer
 */
export const exec = () => ({
  big: 123n,
  bytes: new Uint8Array([1, 2]),
  date: new Date(NaN),
  error: new RangeError("e"),
  fn() {},
  infinity: -Infinity,
  iterator: [1][Symbol.iterator](),
  map: new Map([["k", 1]]),
  promise: Promise.resolve(1),
  regexp: /x/g,
  set: new Set([1]),
  symbol: Symbol("s"),
  weak: new WeakMap(),
  [Symbol("key")]: 1,
  boxed: [Object(1n), Object("s"), Object(Symbol("s"))],
  holes: [, 1],
  surrogate: "\ud800",
  nul: "a\u0000b",
});
