// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: reading a huge number is stopped
 * attack: BigInt of 300,000 digits, which takes quadratic time
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const digits = "9".repeat(BOUND === Infinity ? 300_000 : 1_000);
  do BigInt(digits); while (Date.now() < until);
  return "over";
}
