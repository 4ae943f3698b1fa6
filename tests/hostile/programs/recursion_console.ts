// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: console shows deep values in short
 * attack: a list in a list, 100,000 times, to console.log
 * expect: /\[Array\]/
 * weak: inspect_depth
 */
export function exec() {
  let list = [];
  for (let depth = 0; depth < 100_000; depth++) list = [list];
  console.log(list);
  return "shown";
}
