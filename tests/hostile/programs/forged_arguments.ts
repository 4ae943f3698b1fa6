// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: arguments are one object, however they are dressed up
 * attack: lists, texts, functions, toJSON that gives something else, a proxy
 * expect: = ["TypeError","TypeError","TypeError","TypeError","TypeError","TypeError"]
 * weak: argument_shape
 */
export function exec() {
  const attempts = [
    [1],
    "text",
    () => {},
    { toJSON: () => [1] },
    { toJSON: () => undefined },
    new Proxy([], { getPrototypeOf: () => Object.prototype }),
  ];
  return Promise.all(
    attempts.map((args) => callTool("basic", "counter", args).then(() => "went through", ({ name }) => name)),
  );
}
