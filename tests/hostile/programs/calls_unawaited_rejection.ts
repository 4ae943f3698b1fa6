// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a rejection that nobody handles fails nothing and is told
 * attack: calls that fail, without await, and rejections of the program's own
 * expect: /^"done"\n.*basic\/fail was called without await/s
 * weak: warnings
 */
import { add, fail } from "./servers/basic.ts";
export async function exec() {
  fail({ message: "nobody hears this" });
  Promise.reject(new Error("nor this"));
  (async () => {
    throw null;
  })();
  await add({ a: 1, b: 1 });
  await add({ a: 1, b: 1 });
  return "done";
}
