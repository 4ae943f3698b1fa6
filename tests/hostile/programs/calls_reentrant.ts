// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a call may be made while another one is written
 * attack: a getter of the arguments makes calls, whose arguments make calls
 * expect: = ["inner","outer"]
 * weak: primordials
 */
import { echo } from "./servers/basic.ts";
export async function exec() {
  JSON.stringify = () => "{}";
  let inner;
  const outer = echo({
    get text() {
      inner ??= echo({ text: "inner" });
      return "outer";
    },
  });
  return [await inner, await outer];
}
