// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion in the regular expression matcher ends
 * attack: a group that is entered once for each of ten million characters
 * expect: completed | outOfMemory | timedOut | stackOverflow
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  const length = Math.min(BOUND, 10_000_000);
  return /^(?:(a)|(b)|(c))*$/.test("abc".repeat(length));
}
