// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: waiting for what can never happen is told at once
 * attack: top-level await of a promise that nobody settles
 * expect: neverSettles
 * control: 5
 */
const BOUND = Infinity;
await new Promise((resolve) => BOUND === Infinity || setTimeout(resolve, BOUND));
export const exec = () => 1;
