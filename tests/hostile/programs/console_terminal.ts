// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: control characters are removed from console lines
 * attack: terminal sequences and direction marks in a line
 * expect: /Console:\n[^\u001b\u202e\u0007]*before after[^\u001b\u202e\u0007]*$/
 * weak: clean_text
 */
export function exec() {
  console.log("before \u001b[2J\u001b]0;owned\u0007\u202eafter");
  return "done";
}
