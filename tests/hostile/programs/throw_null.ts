// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: throwing nothing is told as such
 * attack: throw null, which is also how the engine says that memory is gone
 * expect: /^Error: null$/m
 * control: 1
 */
const BOUND = Infinity;
export function exec() {
  if (BOUND === Infinity) throw null;
}
