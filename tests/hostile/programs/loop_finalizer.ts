// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: finalizers are under the deadline
 * attack: a FinalizationRegistry whose callback makes more garbage for ever
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export async function exec() {
  const until = Date.now() + BOUND;
  const registry = new FinalizationRegistry(() => {
    while (Date.now() < until);
  });
  while (Date.now() < until) {
    registry.register({}, 1);
    await null;
  }
  return "over";
}
