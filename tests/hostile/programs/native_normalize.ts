// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: natives on long text are stopped
 * attack: normalize of text that decomposes, again and again
 * expect: timedOut | outOfMemory
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  let text = "\u1e9b\u0323".repeat(100_000);
  do text = text.normalize("NFKD").normalize("NFC"); while (Date.now() < until);
  return "over";
}
