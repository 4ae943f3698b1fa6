// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an error's text is bounded
 * attack: a message of ten megabytes with causes of the same size
 * expect: /^Error: x{3000,4000}[^xy]/
 * weak: message_length
 */
export function exec() {
  throw new Error("x".repeat(5_000_000), { cause: new Error("y".repeat(5_000_000)) });
}
