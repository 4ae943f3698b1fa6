// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: waiting for what can never happen is told at once
 * attack: a promise that nobody settles
 * expect: neverSettles
 * control: 5
 */
const BOUND = Infinity;
export const exec = () => new Promise((resolve) => BOUND === Infinity || setTimeout(resolve, BOUND));
