// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: what console reads of a value is under the deadline
 * attack: console.log of a proxy whose traps never return
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  console.log(
    new Proxy({}, {
      ownKeys() {
        while (Date.now() < until);
        return [];
      },
    }),
  );
  return "over";
}
