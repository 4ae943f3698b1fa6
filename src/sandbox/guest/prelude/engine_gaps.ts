/**
 * Part of the prelude's core: what the engine lacks of the language itself, and one thing that it gets wrong.
 *
 * @module
 */

/** JavaScript text; needs the core. */
export const ENGINE_GAPS = String.raw`
// Closing a chained iterator helper over a built-in iterator (filter().take(1), find, some, for-of with break) throws
// in this engine, because it insists on a return method that those iterators do not have.
for (const iterator of [[].values(), new Map().values(), new Set().values(), ""[Symbol.iterator](), "".matchAll(/x/g)]) {
  const prototype = getPrototypeOf(iterator);
  if (prototype.return === undefined) {
    define(prototype, "return", function (value) {
      return { value, done: true };
    });
  }
}

for (const name of ["dispose", "asyncDispose"]) {
  if (Symbol[name] === undefined) defineProperty(Symbol, name, { value: Symbol("Symbol." + name) });
}

if (Array.fromAsync === undefined) {
  define(Array, "fromAsync", async function fromAsync(items, map, self) {
    const result = [];
    let index = 0;
    const add = async (item) => {
      result[index] = map === undefined ? item : await apply(map, self, [item, index]);
      index++;
    };
    if (items[Symbol.asyncIterator] ?? items[Symbol.iterator]) for await (const item of items) await add(item);
    else for (let at = 0; at < toNumber(items.length); at++) await add(await items[at]);
    return result;
  });
}

if (IntrinsicError.captureStackTrace === undefined) {
  define(IntrinsicError, "captureStackTrace", function captureStackTrace(target) {
    define(target, "stack", cleanStack(new IntrinsicError().stack));
  });
}

// The engine seeds Math.random with the clock. xoshiro128** from real random bytes repeats nowhere. The seed is given
// when a program begins: the prelude itself is evaluated once for all of them.
const { imul } = Math;
const rotate = (x, k) => (x << k) | (x >>> (32 - k));
let [a, b, c, d] = [1, 2, 3, 4];
function nextRandom() {
  const result = imul(rotate(imul(b, 5), 7), 9) >>> 0;
  const t = b << 9;
  c ^= a;
  d ^= b;
  b ^= c;
  a ^= d;
  c ^= t;
  d = rotate(d, 11);
  return result;
}
function seedRandom() {
  const seed = new Uint32Array(host.random(16));
  a = seed[0] | 1;
  b = seed[1];
  c = seed[2];
  d = seed[3];
}
define(Math, "random", function random() {
  return ((nextRandom() >>> 5) * 67108864 + (nextRandom() >>> 6)) / 9007199254740992;
});
`;
