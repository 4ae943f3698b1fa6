// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: whatever is thrown is described
 * attack: an error whose every property throws
 * expect: /^Error\n/
 * weak: describe
 */
export function exec() {
  const error = new Error("x");
  for (const name of ["name", "message", "stack", "cause", "errors"]) {
    Object.defineProperty(error, name, {
      get() {
        throw error;
      },
    });
  }
  throw error;
}
