/**
 * Part of the prelude's core: how a value leaves the guest. `JSON.stringify` alone would drop maps, sets and errors
 * without a word, so a replacer converts what has a meaning in JSON and remarks on what has none.
 *
 * @module
 */

/** JavaScript text; needs the core. */
export const ANSWER = String.raw`
/**
 * Returns a replacer, which fills a set of remarks. The list following takes the answer's blocks. Promises that were
 * resolved are written as their values, others are put into promises.pending; without promises they are remarked on.
 */
function createReplacer(remarks, following, promises) {
  const { output } = parts;
  function remark(key, text) {
    if (setSize(remarks) < 5) setAdd(remarks, (key === "" ? "the value" : "'" + slice(key, 0, 60) + "'") + " " + text);
  }
  return function replace(key, value) {
    switch (typeof value) {
      case "string":
      case "boolean":
      case "undefined":
        return value;
      case "number":
        if (!isFinite(value)) remark(key, "is " + toText(value) + ", which JSON writes as null");
        return value;
      case "bigint":
        return toText(value);
      case "function":
        remark(key, "is a function and was left out");
        return undefined;
      case "symbol":
        remark(key, "is a symbol and was left out");
        return undefined;
    }
    if (value === null) return value;
    const prototype = getPrototypeOf(value);
    if (output !== undefined && output.blocksOf(value) !== undefined) return output.place(output.blocksOf(value), following);
    if (prototype === plainPrototype || prototype === arrayPrototype || prototype === null) return value;
    if (promises !== undefined && value instanceof IntrinsicPromise) {
      if (mapHas(promises.values, value)) return replace(key, mapGet(promises.values, value));
      push(promises.pending, value);
      return null;
    }
    return part("convert").toPlain(key, value, remark);
  };
}

/** JSON text of a value (or undefined when it has none). Throws on cycles, and what getters and toJSON throw. */
function serialize(value, remarks, following, promises) {
  try {
    return toJson(value, createReplacer(remarks, following, promises));
  } catch (error) {
    if (isError(error) && includes(read(error, "message"), "circular")) throw part("convert").explainCycle(value, error);
    throw error;
  }
}
`;
