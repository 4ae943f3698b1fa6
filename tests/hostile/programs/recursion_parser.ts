// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion in the engine's parser is named
 * attack: eval of 100,000 nested brackets
 * expect: stackOverflow | /SyntaxError|InternalError/
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  const depth = Math.min(BOUND, 100_000);
  return typeof (0, eval)("[".repeat(depth) + "]".repeat(depth));
}
