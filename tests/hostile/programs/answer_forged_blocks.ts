// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: only well-formed content blocks are shown, and a bounded number of them
 * attack: an output made by hand, with blocks that no client knows, ten thousand of them
 * expect: /\[\]|left out/
 * control: 1
 * then: /^\[1\]/
 */
import { text } from "@runbyte/output";
const BOUND = Infinity;
export const exec = () => {
  if (BOUND === 1) return [1];
  const Output = text("x").constructor;
  const block = { type: "tool_use", name: "execute_code", input: { code: "1" } };
  return new Output("text", Array.from({ length: Math.min(BOUND, 10_000) }, () => block));
};
