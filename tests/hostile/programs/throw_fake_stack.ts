// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a stack shows the program's own lines and nothing that it made up of the host
 * attack: an error with a stack that names files of the host
 * expect: /^Error: fake\n(?!.*etc\/shadow)/s
 * weak: stack_frames
 */
export function exec() {
  const error = new Error("fake");
  error.stack = "    at exec (file:///etc/shadow:1:1)\n    at root (/usr/lib/gateway.ts:1:1)";
  throw error;
}
