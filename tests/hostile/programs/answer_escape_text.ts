// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: control characters of an answer do not reach a terminal as they are
 * attack: terminal sequences, line separators and direction marks, in keys and values
 * expect: /\\u001b\]0;owned\\u0007/
 * weak: raw_answer
 */
export const exec = () => ({ "\u001b]0;owned\u0007": "\u001b[2J\u0000\u0085" });
