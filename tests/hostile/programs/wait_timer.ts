// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a program that sleeps ends at its deadline
 * attack: a timer far beyond the deadline
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export const exec = () =>
  new Promise((resolve) => setTimeout(() => resolve("over"), Math.min(BOUND, 2 ** 31 - 1)));
