/**
 * Part of the prelude: `structuredClone`.
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const CLONE = String.raw`
const { getPrototypeOf, defineProperty, define, keys, isArray, isError, plainPrototype, mapGet, mapSet, mapForEach, setAdd, setForEach,
  read, toException, part } = kit;
const { copyBytes, isMap, isSet, isDate, isBuffer, isView, isTypedArray, isPromise, typedArrayTag } = part("kinds");
const cloneErrors = { __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function clone(value, seen) {
  if (typeof value === "function" || typeof value === "symbol") {
    throw toException("DataCloneError", (typeof value === "symbol" ? "a symbol" : "a function") + " could not be cloned");
  }
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return mapGet(seen, value);
  const copy = cloneShell(value, seen);
  mapSet(seen, value, copy);
  if (isMap(value)) mapForEach(value, (item, key) => mapSet(copy, clone(key, seen), clone(item, seen)));
  else if (isSet(value)) setForEach(value, (item) => setAdd(copy, clone(item, seen)));
  else if (isArray(value) || getPrototypeOf(copy) === plainPrototype) {
    const names = keys(value);
    for (let index = 0; index < names.length; index++) {
      defineProperty(copy, names[index], {
        value: clone(value[names[index]], seen), writable: true, enumerable: true, configurable: true,
      });
    }
  }
  return copy;
}

function cloneShell(value, seen) {
  if (isArray(value)) {
    const copy = [];
    copy.length = value.length;
    return copy;
  }
  if (isMap(value)) return new Map();
  if (isSet(value)) return new Set();
  if (isDate(value)) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (isBuffer(value)) return value.slice(0);
  if (isView(value)) return new DataView(copyBytes(value));
  if (isTypedArray(value)) return new globalThis[typedArrayTag(value)](copyBytes(value));
  if (isPromise(value) || value instanceof WeakMap || value instanceof WeakSet) {
    throw toException("DataCloneError", "a " + (value.constructor?.name ?? "value") + " could not be cloned");
  }
  if (isError(value)) {
    const copy = new (cloneErrors[value.name] ?? Error)(read(value, "message"));
    define(copy, "stack", read(value, "stack"));
    if ("cause" in value) define(copy, "cause", clone(value.cause, seen));
    return copy;
  }
  for (const type of [Number, String, Boolean, BigInt]) if (value instanceof type) return Object(value.valueOf());
  return {};
}

function structuredClone(value) {
  return clone(value, new Map());
}

return { structuredClone };
`;
