// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: what the guest process does for a program is bounded as well
 * attack: the platform's own natives on megabytes of text: base64, URLs, decoding, formats
 * expect: timedOut | outOfMemory | stackOverflow
 * twin: 1250
 */
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  const size = BOUND === Infinity ? 3_000_000 : 1_000;
  do {
    btoa("x".repeat(size));
    URL.canParse("https://a/" + "/../é".repeat(size / 6));
    new TextDecoder().decode(new TextEncoder().encode("é".repeat(size / 2)));
    "ä".repeat(size / 2).localeCompare("ä".repeat(size / 2) + "b");
    (10n ** 300n).toLocaleString("de-DE");
    new URLSearchParams("a=b&".repeat(size / 4)).toString();
  } while (Date.now() < until);
  return "over";
}
