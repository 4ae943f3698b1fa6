// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: timers cost the program's own memory, not the host's
 * attack: timers without end
 * expect: outOfMemory | timedOut
 * twin: 30
 */
const BOUND = Infinity;
export function exec() {
  for (let thousand = 0; thousand < BOUND; thousand++) {
    for (let count = 0; count < 1_000; count++) setTimeout(() => {}, 1e9, new Array(300).fill(0));
  }
  return "over";
}
