// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: the answer is written by the engine's own JSON
 * attack: JSON.stringify and JSON.parse are replaced by the program's
 * expect: = {"honest":"3"}
 * weak: primordials
 */
import { add } from "./servers/basic.ts";
export async function exec() {
  JSON.stringify = () => '{"forged":1}';
  JSON.parse = () => ({ forged: 1 });
  return { honest: await add({ a: 1, b: 2 }) };
}
