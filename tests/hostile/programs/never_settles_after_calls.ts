// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: waiting for what can never happen is told at once
 * attack: two promises that wait for each other, after a tool call that succeeded
 * expect: /^exec\(\) waits for something that can never happen[\s\S]*basic\/add/
 * control: 5
 */
import { add } from "./servers/basic.ts";
const BOUND = Infinity;
export async function exec() {
  await add({ a: 1, b: 2 });
  let one;
  const two = (async () => {
    await null;
    return await one;
  })();
  one = BOUND === Infinity ? (async () => await two)() : 1;
  return await one;
}
