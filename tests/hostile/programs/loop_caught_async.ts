// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: catching the interrupt in async code gains no time
 * attack: the interrupt becomes a rejection there, which the program catches before it goes on
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
async function spin(until) {
  while (Date.now() < until);
}
export async function exec() {
  const until = Date.now() + BOUND;
  while (Date.now() < until) {
    try {
      await spin(until);
    } catch {}
  }
  return "swallowed";
}
