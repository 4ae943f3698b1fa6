// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion in the regular expression compiler is named
 * attack: 100,000 nested groups
 * expect: stackOverflow | /SyntaxError|InternalError/
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  const depth = Math.min(BOUND, 100_000);
  return new RegExp("(".repeat(depth) + ")".repeat(depth)).test("");
}
