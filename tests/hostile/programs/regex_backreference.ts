// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: catastrophic backtracking is stopped
 * attack: back references and look-around, which no clever matcher can avoid
 * expect: timedOut
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const text = "ab".repeat(BOUND === Infinity ? 4_000 : 10);
  do /^(.*)(.*)(.*)(?=\1\2\3x)(?<!y)\1\2$/s.test(text); while (Date.now() < until);
  return "over";
}
