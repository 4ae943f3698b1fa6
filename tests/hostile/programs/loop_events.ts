// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: event listeners are under the deadline
 * attack: an abort listener that aborts the next controller, for ever
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const next = () => {
    const controller = new AbortController();
    controller.signal.addEventListener("abort", () => {
      if (Date.now() < until) queueMicrotask(next);
    });
    controller.abort();
  };
  next();
  return new Promise((resolve) => {
    const look = () => Date.now() < until ? setTimeout(look, 50) : resolve("over");
    look();
  });
}
