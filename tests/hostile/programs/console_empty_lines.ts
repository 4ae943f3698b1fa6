// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: empty lines are not free
 * attack: a million empty lines
 * expect: /more lines dropped: limits\.consoleBytes/ | timedOut
 * then: /^"done"\nConsole:\n(?![^]*dropped)/
 * twin: 80000
 */
const BOUND = Infinity;
export function exec() {
  for (let count = 0; count < Math.min(BOUND, 300_000); count++) console.log("");
  return "done";
}
