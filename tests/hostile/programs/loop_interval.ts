// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an interval that nobody clears does not keep the guest
 * attack: a promise that nothing settles beside an interval that runs for ever
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (Date.now() < until) return;
      clearInterval(timer);
      resolve("over");
    }, 5);
  });
}
