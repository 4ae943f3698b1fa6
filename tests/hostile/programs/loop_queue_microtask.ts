// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: queueMicrotask does not outrun the deadline
 * attack: a microtask that queues itself beside a promise that waits for it
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return new Promise((resolve) => {
    const again = () => Date.now() < until ? queueMicrotask(again) : resolve("over");
    again();
  });
}
