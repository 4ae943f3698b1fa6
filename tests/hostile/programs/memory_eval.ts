// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: code that a program makes counts as its memory
 * attack: a function of megabytes, compiled at run time
 * expect: outOfMemory | timedOut | stackOverflow
 * twin: 1000000
 */
const BOUND = Infinity;
export function exec() {
  const count = Math.min(BOUND, 8_000_000);
  return typeof (0, eval)(`(function () { return [${"1.5,".repeat(count)}] })`)();
}
