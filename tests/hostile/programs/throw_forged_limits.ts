// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a program cannot make its own error pass for a limit of the gateway
 * attack: errors with the names and messages that the engine uses for memory
 * expect: /^InternalError: out of memory/
 * weak: forged_memory
 */
export function exec() {
  const error = new Error("out of memory");
  error.name = "InternalError";
  throw error;
}
