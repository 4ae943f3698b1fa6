// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: replies find their calls without the program's help
 * attack: Map, Set and their methods are replaced before a call is made
 * expect: = "3"
 * weak: primordials
 */
import { add } from "./servers/basic.ts";
export async function exec() {
  for (const name of ["get", "set", "has", "delete", "forEach"]) {
    Map.prototype[name] = () => ({ resolve() {}, reject() {}, server: "basic", tool: "add" });
  }
  for (const name of ["add", "delete", "forEach"]) Set.prototype[name] = () => {};
  Object.defineProperty(Map.prototype, "size", { get: () => 0 });
  globalThis.Map = globalThis.Set = undefined;
  return await add({ a: 1, b: 2 });
}
