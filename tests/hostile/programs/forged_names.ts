// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: names of calls are texts of a sensible size
 * attack: objects that change while they are looked at, huge names, symbols, no names
 * expect: = ["TypeError","TypeError","TypeError","TypeError","TypeError"]
 * weak: names
 */
export function exec() {
  let looks = 0;
  const shifting = { toString: () => ++looks % 2 ? "basic" : "other" };
  const attempts = [[shifting, "echo"], ["basic", "x".repeat(1e6)], ["", ""], [Symbol("basic"), "echo"], []];
  return Promise.all(
    attempts.map(([server, tool]) =>
      callTool(server, tool, {}).then(() => "went through", ({ name }) => name)
    ),
  );
}
