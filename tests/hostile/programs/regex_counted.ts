// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: large counted repetitions are stopped, by time or by memory
 * attack: a small pattern whose compiled form is huge
 * expect: timedOut | outOfMemory | /SyntaxError|InternalError/
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const count = BOUND === Infinity ? 60_000 : 10;
  do new RegExp(`((((a{${count}}){${count}}){${count}}){${count}})+$`).test("a".repeat(1_000)); while (
    Date.now() < until
  );
  return "over";
}
