// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a single line is cut where the room ends
 * attack: one line of ten megabytes
 * expect: /… \(cut\)/
 * then: /^"done"\nConsole:\n\[error\] é+\n?$/
 * twin: 100000
 */
const BOUND = Infinity;
export function exec() {
  console.error("é".repeat(Math.min(BOUND, 5_000_000)));
  return "done";
}
