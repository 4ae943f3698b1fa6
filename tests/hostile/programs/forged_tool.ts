// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: a program calls only tools that its catalog offers (S-06)
 * attack: callTool with names of tools that the server was never asked about
 * expect: = [true,true,true,true]
 * weak: offer
 */
export function exec() {
  const tools = ["hidden", "toString", "__proto__", "echo\n"];
  return Promise.all(
    tools.map((tool) =>
      callTool("basic", tool, {}).then(() => "went through", (error) => /has no tool|not found/.test(error.message))
    ),
  );
}
