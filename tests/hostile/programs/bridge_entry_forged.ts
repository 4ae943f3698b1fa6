// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the hidden entry function gives a program nothing that exec does not
 * attack: the program calls it itself, with other functions and with what is none
 * expect: = "the last one counts"
 * then: = "the first one"
 * control: 1
 */
export async function exec() {
  return "the first one";
}
const BOUND = Infinity;
await null;
globalThis.__runbyteEntry("not a function");
globalThis.__runbyteEntry(() => "the program's own");
if (BOUND !== 1) queueMicrotask(() => globalThis.__runbyteEntry(() => "the last one counts"));
