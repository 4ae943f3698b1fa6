// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a single request for more than there is fails alike
 * attack: one typed array of the largest size
 * expect: outOfMemory | /RangeError|InternalError/
 * twin: 100
 */
const BOUND = Infinity;
export const exec = () => new Uint8Array(Math.min(BOUND * 2 ** 20, 2 ** 31 - 1)).length > 0;
