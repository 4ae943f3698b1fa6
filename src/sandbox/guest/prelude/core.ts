/**
 * First part of the prelude: the engine's own functions, kept before any program can replace them. What the bridge
 * does after a program has started uses these, index loops instead of `for…of`, and no array destructuring or spread
 * (both look up an iterator that the program may have changed).
 *
 * @module
 */

/** JavaScript text; the core's texts share one function scope. */
export const CORE = String.raw`
const { apply, getPrototypeOf, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { parse: parseJson, stringify: toJson } = JSON;
const { keys, freeze, setPrototypeOf } = Object;
const { isArray } = Array;
const { isFinite } = Number;
const { max, min } = Math;
const toText = String;
const toNumber = Number;
const plainPrototype = Object.prototype;
const arrayPrototype = Array.prototype;
const IntrinsicError = Error;
const IntrinsicTypeError = TypeError;
const IntrinsicRangeError = RangeError;
const IntrinsicSyntaxError = SyntaxError;
const IntrinsicPromise = Promise;
const IntrinsicMap = Map;
const IntrinsicSet = Set;
const isError = IntrinsicError.isError ?? ((value) => value instanceof IntrinsicError);
const { bind: bindMethod, call: callMethod } = Function.prototype;
const uncurry = (method) => apply(bindMethod, callMethod, [method]);
const then = uncurry(Promise.prototype.then);
const push = uncurry(Array.prototype.push);
const join = uncurry(Array.prototype.join);
const splice = uncurry(Array.prototype.splice);
const slice = uncurry(String.prototype.slice);
const split = uncurry(String.prototype.split);
const includes = uncurry(String.prototype.includes);
const startsWith = uncurry(String.prototype.startsWith);
const trimStart = uncurry(String.prototype.trimStart);
const mapHas = uncurry(Map.prototype.has);
const mapGet = uncurry(Map.prototype.get);
const mapSet = uncurry(Map.prototype.set);
const mapDelete = uncurry(Map.prototype.delete);
const mapForEach = uncurry(Map.prototype.forEach);
const mapSize = uncurry(getOwnPropertyDescriptor(Map.prototype, "size").get);
const setAdd = uncurry(Set.prototype.add);
const setDelete = uncurry(Set.prototype.delete);
const setForEach = uncurry(Set.prototype.forEach);
const setSize = uncurry(getOwnPropertyDescriptor(Set.prototype, "size").get);

/** A global as the web platform defines it: not enumerable, so that listing globals stays short. */
function define(target, name, value) {
  defineProperty(target, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
}

function read(object, name) {
  try {
    const value = object[name];
    return value === undefined || value === null ? "" : toText(value);
  } catch {
    return "";
  }
}

/** The program's own frames: those of the prelude would only puzzle their reader. */
function cleanStack(stack) {
  const lines = split(slice(stack, 0, 20000), "\n");
  const kept = [];
  for (let index = 0; index < lines.length && kept.length < 20; index++) {
    if (startsWith(trimStart(lines[index]), "at ") && !includes(lines[index], "runbyte:")) push(kept, lines[index]);
  }
  return join(kept, "\n");
}

/** One synchronous operation in the guest process beside the engine, JSON in and out. */
function operate(name, args) {
  const reply = parseJson(host.operate(name, toJson(args)));
  if (reply.error === undefined) return reply.value;
  throw toException(reply.error.name, reply.error.message);
}

function toException(name, message) {
  if (name === "TypeError") return new IntrinsicTypeError(message);
  if (name === "RangeError") return new IntrinsicRangeError(message);
  const { DOMException } = part("events");
  return new DOMException(message, name);
}

const parts = { __proto__: null };
/** Returns what a part of the prelude offers; evaluates it when it is first needed. */
function part(name) {
  return parts[name] ??= host.part(name)(kit, host);
}

function defineLazily(name, partName) {
  defineProperty(globalThis, name, {
    configurable: true,
    enumerable: false,
    get() {
      const value = part(partName)[name];
      define(globalThis, name, value);
      return value;
    },
    set(value) {
      define(globalThis, name, value);
    },
  });
}
const lazyGlobals = {
  __proto__: null,
  console: ["console"],
  events: ["DOMException", "Event", "CustomEvent", "EventTarget", "AbortSignal", "AbortController"],
  url: ["URL", "URLSearchParams"],
  web: ["TextEncoder", "TextDecoder", "atob", "btoa", "crypto", "performance"],
  clone: ["structuredClone"],
};
for (const name of keys(lazyGlobals)) for (const global of lazyGlobals[name]) defineLazily(global, name);

// What the module @runbyte/output takes its functions from.
defineProperty(globalThis, Symbol.for("runbyte.output"), { get: () => part("output") });

for (const [prototype, names] of [
  [Number.prototype, ["toLocaleString"]],
  [BigInt.prototype, ["toLocaleString"]],
  [Date.prototype, ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]],
  [String.prototype, ["localeCompare"]],
]) {
  for (const name of names) {
    define(prototype, name, { [name](first, second, third) {
      return part("locale")[name](this, first, second, third);
    } }[name]);
  }
}

/** Evaluates every part, so that a picture of the memory holds them all. */
function loadAll() {
  for (const name of keys(lazyGlobals)) for (const global of lazyGlobals[name]) globalThis[global];
  part("locale");
  part("convert");
  part("describe");
}

/** Under it an error of the prelude says what to do instead. */
const hintKey = Symbol("hint");

/** Time zero of performance.now(): when the program began. */
const clock = { origin: 0 };

/** What the other parts of the prelude may use. */
const kit = { __proto__: null, apply, getPrototypeOf, defineProperty, getOwnPropertyDescriptor, parseJson, toJson, keys, isArray,
  max, min, toText, toNumber, plainPrototype, IntrinsicPromise, isError, uncurry, push, join, splice, slice, split, includes, startsWith,
  mapGet, mapSet, mapDelete, mapForEach, mapSize, setAdd, setForEach, setSize, define, read, cleanStack, operate, toException,
  part, clock, hintKey, serialize: (...args) => serialize(...args), fail: (error) => fail(error), addTimer: (...args) => addTimer(...args) };
`;
