// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: throwing nothing is told as such
 * attack: throw undefined after an await
 * expect: /^Error: undefined$/m
 * control: 1
 */
const BOUND = Infinity;
export async function exec() {
  await null;
  if (BOUND === Infinity) throw undefined;
}
