/**
 * Part of the prelude: values as readable text, in the manner of `util.inspect`, bounded in depth, breadth and size.
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const INSPECT = String.raw`
const { apply, getPrototypeOf, getOwnPropertyDescriptor, toText, toJson, keys, isArray, isError, push, join, slice, includes,
  startsWith, mapForEach, mapSize, setForEach, setSize, part } = kit;
const { isMap, isSet, isDate, isTypedArray, isPromise, typedArrayTag } = part("kinds");
const { ownKeys } = Reflect;
const repeat = (text, count) => text.repeat(count);
const INSPECT_DEPTH = 5;
const INSPECT_ITEMS = 100;
const INSPECT_LENGTH = 16000;
const INSPECT_WIDTH = 90;
const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The text of a value as console.log shows it inside another value. Never throws. */
function inspect(value) {
  try {
    return inspectValue(value, { room: INSPECT_LENGTH, parents: [] }, 0);
  } catch {
    return "[value that cannot be shown]";
  }
}

function inspectValue(value, state, depth) {
  const text = typeof value === "object" && value !== null
    ? inspectObject(value, state, depth)
    : inspectPrimitive(value, state);
  state.room -= text.length;
  return text;
}

function inspectPrimitive(value, state) {
  switch (typeof value) {
    case "string":
      return toJson(value.length > state.room && state.room >= 0 ? slice(value, 0, state.room) + "…" : value);
    case "bigint":
      return toText(value) + "n";
    case "function": {
      const isClass = startsWith(apply(functionToText, value, []), "class");
      return "[" + (isClass ? "class" : "Function") + (value.name ? " " + value.name : "") + "]";
    }
    default:
      return value === 0 && 1 / value < 0 ? "-0" : toText(value);
  }
}
const functionToText = Function.prototype.toString;

function inspectObject(value, state, depth) {
  for (let index = 0; index < state.parents.length; index++) if (state.parents[index] === value) return "[Circular]";
  if (isError(value)) return inspectError(value, state, depth);
  if (isDate(value)) return !isNaN(value) ? value.toISOString() : "Invalid Date";
  if (value instanceof RegExp) return toText(value);
  if (isPromise(value)) return "Promise {}";
  const label = labelOf(value);
  if (depth > INSPECT_DEPTH) return isArray(value) ? "[Array]" : "[" + (label || "Object") + "]";
  push(state.parents, value);
  const parts = partsOf(value, state, depth + 1);
  state.parents.length--;
  const isList = isArray(value) || isTypedArray(value);
  const prefix = label === "" ? "" : label + " ";
  return prefix + layOut(parts, isList ? "[" : "{", isList ? "]" : "}", depth);
}

function labelOf(value) {
  if (isMap(value)) return "Map(" + mapSize(value) + ")";
  if (isSet(value)) return "Set(" + setSize(value) + ")";
  const prototype = getPrototypeOf(value);
  if (prototype === null) return "[Object: null prototype]";
  const name = prototype.constructor?.name;
  if (isTypedArray(value)) return typedArrayTag(value) + "(" + value.length + ")";
  return typeof name !== "string" || name === "Object" || name === "Array" ? "" : name;
}

function partsOf(value, state, depth) {
  const parts = [];
  let total = 0;
  const add = (write) => {
    if (++total <= INSPECT_ITEMS && state.room > 0) push(parts, write());
  };
  if (isMap(value)) {
    mapForEach(value, (item, key) => add(() => inspectValue(key, state, depth) + " => " + inspectValue(item, state, depth)));
  } else if (isSet(value)) setForEach(value, (item) => add(() => inspectValue(item, state, depth)));
  else if (isArray(value) || isTypedArray(value)) {
    for (let index = 0; index < value.length && index < INSPECT_ITEMS; index++) {
      add(() => index in value ? inspectValue(value[index], state, depth) : "<empty>");
    }
    total = value.length;
  } else {
    const names = ownKeys(value);
    for (let index = 0; index < names.length; index++) {
      const property = getOwnPropertyDescriptor(value, names[index]);
      if (property?.enumerable) add(() => inspectProperty(names[index], property, state, depth));
    }
  }
  if (total > parts.length) push(parts, "... " + (total - parts.length) + " more");
  return parts;
}

function inspectProperty(name, property, state, depth) {
  const key = typeof name === "symbol"
    ? "[" + toText(name) + "]"
    : apply(testIdentifier, IDENTIFIER, [name]) ? name : toJson(name);
  if (property.get !== undefined) return key + ": [Getter]";
  return key + ": " + inspectValue(property.value, state, depth);
}
const testIdentifier = RegExp.prototype.test;

function inspectError(error, state, depth) {
  const { name, message, stack, hint } = part("describe").describeError(error);
  let text = name + (message === "" ? "" : ": " + message) + (hint === "" ? "" : ": " + hint);
  if (depth === 0 && stack !== "") text += "\n" + stack;
  const own = keys(error);
  const parts = [];
  for (let index = 0; index < own.length && index < 10; index++) {
    push(parts, inspectProperty(own[index], getOwnPropertyDescriptor(error, own[index]), state, depth + 1));
  }
  return parts.length === 0 ? text : text + " " + layOut(parts, "{", "}", depth);
}

function layOut(parts, open, close, depth) {
  if (parts.length === 0) return open + close;
  const line = join(parts, ", ");
  if (line.length + depth * 2 <= INSPECT_WIDTH && !includes(line, "\n")) {
    return open === "[" ? "[" + " " + line + " ]" : "{ " + line + " }";
  }
  const indent = "\n" + repeat("  ", depth + 1);
  return open + indent + join(parts, "," + indent) + "\n" + repeat("  ", depth) + close;
}
return { inspect, INSPECT_ITEMS };
`;
