// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: recursion in the engine's parser is named
 * attack: new Function with a body of nested blocks and arrows
 * expect: stackOverflow | /SyntaxError|InternalError/
 * control: 100
 */
const BOUND = Infinity;
export function exec() {
  const depth = Math.min(BOUND, 50_000);
  return typeof new Function("return " + "() => ".repeat(depth) + "1")();
}
