// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: calls that nobody waits for are told, and end with the program
 * attack: a thousand slow calls without await
 * expect: /^"done"\n.*basic\/sleep had not finished when the program ended/s
 * weak: warnings
 */
import { sleep } from "./servers/basic.ts";
export function exec() {
  for (let count = 0; count < 1_000; count++) sleep({ ms: 600_000 });
  return "done";
}
