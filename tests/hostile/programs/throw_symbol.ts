// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: whatever is thrown is described
 * attack: a symbol, which has no text
 * expect: /Symbol\(odd\)/
 * weak: describe
 */
export function exec() {
  throw Symbol("odd");
}
