// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the size of an answer is bounded and the bound is named
 * attack: an answer a little above the limit, of characters that take three bytes
 * expect: overLimit
 * twin: 1500000
 */
const BOUND = Infinity;
export const exec = () => "€".repeat(Math.min(BOUND, 2_000_000));
