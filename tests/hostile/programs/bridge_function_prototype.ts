// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the bridge calls functions without the program's call and apply
 * attack: Function.prototype.call, apply and bind, Reflect.apply are replaced
 * expect: = "3"
 * weak: primordials
 */
import { add } from "./servers/basic.ts";
export async function exec() {
  const lie = () => "forged";
  Function.prototype.call = Function.prototype.apply = Function.prototype.bind = lie;
  Reflect.apply = Reflect.construct = Reflect.defineProperty = lie;
  Object.keys = Object.defineProperty = Object.freeze = lie;
  Array.isArray = () => true;
  Error.prototype.toString = lie;
  const sum = await add({ a: 1, b: 2 });
  await new Promise((resolve) => setTimeout(resolve, 1));
  return sum;
}
