// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: an argument named __proto__ is an argument like any other
 * attack: own properties that would change prototypes where they are copied carelessly
 * expect: = "{\"polluted\":\"undefined\",\"text\":\"x\"}"
 * then: /number/
 * control: 1
 */
import { echo } from "./servers/basic.ts";
const BOUND = Infinity;
export async function exec() {
  if (BOUND === 1) Object.prototype.polluted = 1;
  const args = JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"text":"x"}',
  );
  const text = await echo(args);
  return JSON.stringify({ polluted: typeof {}.polluted, text });
}
