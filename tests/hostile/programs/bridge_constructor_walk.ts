// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: no function that a program holds leads to the host
 * attack: the constructors of everything the bridge hands out, and what their code can see
 * expect: = []
 * weak: extra_global
 */
export async function exec() {
  const found = new Set();
  const names = [
    "Deno",
    "process",
    "require",
    "fetch",
    "Worker",
    "WebAssembly",
    "Buffer",
    "window",
    "module",
    "scriptArgs",
    "std",
    "os",
    "bjson",
    "hostEscape",
  ];
  const things = [
    globalThis,
    callTool,
    console.log,
    setTimeout,
    globalThis.__runbyteEntry,
    URL,
    crypto.getRandomValues,
    async () => {},
    function* () {},
    async function* () {},
    new Proxy(function () {}, {}),
  ];
  for (const thing of things) {
    for (let each = thing; each; each = Object.getPrototypeOf(each)) {
      const make = each.constructor;
      if (typeof make !== "function") continue;
      try {
        for (const name of names) {
          const kind = await make.constructor(`return typeof ${name}`)();
          if (kind !== "undefined") found.add(`${name} ${kind}`);
        }
      } catch {}
    }
  }
  return [...found];
}
