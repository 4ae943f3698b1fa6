// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: what a program writes is bounded, and the answer says how much is missing
 * attack: ten megabytes in a hundred thousand lines
 * expect: /more lines dropped: limits\.consoleBytes/
 * then: /^"done"\nConsole:\nx(?![^]*dropped)/
 * twin: 5000
 */
const BOUND = Infinity;
export function exec() {
  for (let count = 0; count < Math.min(BOUND, 100_000); count++) console.log("x".repeat(100));
  return "done";
}
