// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: memory is bounded and the bound is named
 * attack: a text that doubles
 * expect: outOfMemory | /InternalError|RangeError/
 * twin: 27
 */
const BOUND = Infinity;
export function exec() {
  let text = "x";
  for (let doubled = 0; doubled < BOUND; doubled++) text = `${text}${text}`;
  return text.charCodeAt(text.length - 1) > 0;
}
