// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: console never fails a program
 * attack: values that throw at every look, and methods called with nonsense
 * expect: /^"survived"/
 * weak: inspect
 */
export function exec() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  const hostile = new Proxy({}, {
    ownKeys: () => {
      throw null;
    },
    getPrototypeOf: () => {
      throw null;
    },
    get: () => {
      throw null;
    },
  });
  for (const method of Object.keys(console)) {
    for (
      const value of [proxy, hostile, Symbol("s"), null, undefined, -0, 10n, {
        get a() {
          throw 1;
        },
      }, "%s%d%i%f%j%o%O%c%%%"]
    ) {
      console[method](value, value, hostile);
    }
  }
  console.table([hostile, proxy, [1]]);
  for (let depth = 0; depth < 10_000; depth++) console.group("deeper");
  console.log("end");
  return "survived";
}
