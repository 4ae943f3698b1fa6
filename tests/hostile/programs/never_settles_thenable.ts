// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: waiting for what can never happen is told at once
 * attack: a thenable that keeps its functions to itself
 * expect: neverSettles
 * control: 5
 */
const BOUND = Infinity;
export const exec = () => ({ then: (resolve) => BOUND === Infinity || resolve(BOUND) });
