// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an answer after the deadline is no answer
 * attack: catching the interrupt once and returning at once
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
async function spin(until) {
  while (Date.now() < until);
}
export async function exec() {
  const until = Date.now() + BOUND;
  await spin(until).catch(() => {});
  return "late";
}
