// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a program that breaks promises breaks only itself
 * attack: Promise.prototype.then, Promise.resolve and the global are replaced while a call is under way
 * expect: = "3"
 * weak: primordials
 */
import { add } from "./servers/basic.ts";
export async function exec() {
  const call = add({ a: 1, b: 2 });
  Promise.prototype.then = Promise.prototype.catch = Promise.prototype.finally = () => "forged";
  Promise.resolve = Promise.all = () => "forged";
  globalThis.Promise = class {};
  return await call;
}
