// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: importing what is not there, again and again, is under the deadline
 * attack: import() of a missing module in a loop that swallows the error
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export async function exec() {
  const until = Date.now() + BOUND;
  for (let count = 0; Date.now() < until; count++) {
    await import(`./missing/${count}.ts`).catch(() => {});
  }
  return "over";
}
