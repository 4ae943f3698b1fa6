// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an answer that unfolds for ever is stopped
 * attack: toJSON returns another object with a toJSON, as array after array of them
 * expect: timedOut | outOfMemory | stackOverflow
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const more = { toJSON: () => Date.now() < until ? [{ toJSON: () => [1, 2, 3] }, 1] : [] };
  return {
    toJSON() {
      while (Date.now() < until) JSON.stringify(more);
      return "over";
    },
  };
}
