// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: writing a call's arguments is under the deadline
 * attack: a getter in the arguments of a tool call never returns
 * expect: timedOut
 * twin: 1250
 */
import { echo } from "./servers/basic.ts";
const BOUND = Infinity;
export function exec() {
  const until = Date.now() + BOUND;
  return echo({
    get text() {
      while (Date.now() < until);
      return "over";
    },
  });
}
