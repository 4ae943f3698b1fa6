// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: setters on Object.prototype see nothing of the bridge
 * attack: accessors for every name that the bridge might write or read
 * expect: = []
 * weak: bare_objects
 */
import { add } from "./servers/basic.ts";
const seen = [];
const names = [
  "kind",
  "call",
  "server",
  "tool",
  "error",
  "limit",
  "used",
  "resolve",
  "reject",
  "callback",
  "due",
  "args",
  "site",
  "interval",
];
export async function exec() {
  for (const name of names) {
    Object.defineProperty(Object.prototype, name, {
      configurable: true,
      get: () => undefined,
      set: () => seen.push(name),
    });
  }
  await add({ a: 1, b: 2 });
  await new Promise((resolve) => setTimeout(resolve, 1));
  for (const name of names) delete Object.prototype[name];
  return seen;
}
