// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the module's own body is under the deadline
 * attack: an endless loop before exec is even reached
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
const until = Date.now() + BOUND;
while (Date.now() < until);
export const exec = () => "over";
