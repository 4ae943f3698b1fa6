// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: what a program leaves behind does not run on after its answer
 * attack: timers and promise chains that go on calling tools after exec has returned
 * expect: /^"returned"\n$/
 * weak: slow_end
 */
import { counter } from "./servers/basic.ts";
export function exec() {
  const again = () => {
    console.log("still here");
    counter({}).then(again, again);
  };
  setTimeout(again, 0);
  setInterval(again, 1);
  Promise.resolve().then(() => Promise.resolve()).then(() => setTimeout(again, 0));
  return "returned";
}
