// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: top-level await is under the deadline
 * attack: the module's evaluation never ends, one job after another
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
const until = Date.now() + BOUND;
while (Date.now() < until) await null;
export const exec = () => "over";
