// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an error in a timer ends the program that is waiting
 * attack: a timer throws while exec waits for another one
 * expect: /^Error: from a timer/
 * weak: timer_errors
 */
export function exec() {
  setTimeout(() => {
    throw new Error("from a timer");
  }, 1);
  return new Promise((resolve) => setTimeout(() => resolve("unheard"), 100));
}
