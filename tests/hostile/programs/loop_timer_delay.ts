// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the prelude's own conversions of a program's values are under the deadline
 * attack: setTimeout converts its delay, which never returns
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return new Promise((resolve) =>
    setTimeout(resolve, {
      valueOf() {
        while (Date.now() < until);
        return 1;
      },
    })
  );
}
