/**
 * Part of the prelude: objects that JSON cannot write as they are.
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const CONVERT = String.raw`
const { toText, keys, isArray, isError, push, mapForEach, setForEach, defineProperty, define, hintKey, part } = kit;
const { isMap, isSet, isBuffer, isBigIntObject, isTypedArray, isPromise } = part("kinds");

function toPlain(key, value, remark) {
  if (isPromise(value)) {
    remark(key, "is a promise: await it before returning it");
    return null;
  }
  if (isMap(value)) return mapToJson(value);
  if (isSet(value)) {
    const items = [];
    setForEach(value, (item) => push(items, item));
    return items;
  }
  if (isError(value)) return errorToJson(value);
  if (isTypedArray(value)) return bytesToArray(value);
  if (isBuffer(value)) return bytesToArray(new Uint8Array(value));
  if (value instanceof RegExp) return toText(value);
  if (isBigIntObject(value)) return toText(value);
  if (typeof value.next === "function" && typeof value[Symbol.iterator] === "function") {
    remark(key, "is an iterator: spread it into an array before returning it");
  }
  return value;
}

/** String keys make an object, others make a list of pairs. */
function mapToJson(map) {
  const entries = [];
  const record = {};
  let isRecord = true;
  mapForEach(map, (value, key) => {
    push(entries, [key, value]);
    if (typeof key === "string") {
      defineProperty(record, key, { __proto__: null, value, enumerable: true, configurable: true, writable: true });
    } else isRecord = false;
  });
  return isRecord ? record : entries;
}

function errorToJson(error) {
  const described = part("describe").describeError(error);
  // Without its stack: the positions are those of the emitted code, and the answer is data.
  const record = { name: described.name, message: described.message };
  const own = keys(error);
  for (let index = 0; index < own.length; index++) {
    if (own[index] !== "stack" && !(own[index] in record)) record[own[index]] = error[own[index]];
  }
  return record;
}

function bytesToArray(view) {
  const items = [];
  for (let index = 0; index < view.length; index++) push(items, typeof view[index] === "bigint" ? toText(view[index]) : view[index]);
  return items;
}

function findCycle(value, path, parents) {
  if (typeof value !== "object" || value === null || path.length > 300 || parents.length > 60) return undefined;
  for (let index = 0; index < parents.length; index++) if (parents[index] === value) return path;
  push(parents, value);
  const names = keys(value);
  for (let index = 0; index < names.length && index < 10000; index++) {
    const step = isArray(value) ? "[" + names[index] + "]" : (path === "" ? "" : ".") + names[index];
    const found = findCycle(value[names[index]], path + step, parents);
    if (found !== undefined) return found;
  }
  parents.length--;
  return undefined;
}

/** The error to throw for a value that contains itself: it says where. */
function explainCycle(value, error) {
  const path = findCycle(value, "", []);
  if (path === undefined) return error;
  const explained = new TypeError("the value contains itself at " + path + ", and JSON cannot write a cycle");
  define(explained, hintKey, "return the fields you need instead of the whole object");
  return explained;
}

return { toPlain, explainCycle };
`;
