/**
 * Part of the prelude: telling built-in objects apart, and copying their bytes.
 *
 * @module
 */

/** JavaScript text of a part: its scope is its own, `kit` holds what the core lends it. */
export const KINDS = String.raw`
const { getPrototypeOf, getOwnPropertyDescriptor, uncurry, mapSize, setSize, IntrinsicPromise } = kit;
const TypedArray = getPrototypeOf(Uint8Array);
const bigIntValue = uncurry(BigInt.prototype.valueOf);
const dateGetTime = uncurry(Date.prototype.getTime);
const typedArrayTag = uncurry(getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag).get);
const bufferByteLength = uncurry(getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get);
const viewByteLength = uncurry(getOwnPropertyDescriptor(DataView.prototype, "byteLength").get);

/** Whether reading an internal slot works: the way to tell built-ins apart. */
function has(read, value) {
  try {
    read(value);
    return true;
  } catch {
    return false;
  }
}

/** A fresh ArrayBuffer with the bytes of a buffer or of a view on one. */
function copyBytes(source) {
  if (source === undefined) return new ArrayBuffer(0);
  if (has(bufferByteLength, source)) return source.slice(0);
  if (!has(viewByteLength, source) && typedArrayTag(source) === undefined) throw new TypeError("not an ArrayBuffer or a view on one");
  return source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength);
}

return {
  copyBytes,
  isMap: (value) => has(mapSize, value),
  isSet: (value) => has(setSize, value),
  isDate: (value) => has(dateGetTime, value),
  isBigIntObject: (value) => has(bigIntValue, value),
  isBuffer: (value) => has(bufferByteLength, value),
  isView: (value) => has(viewByteLength, value),
  isTypedArray: (value) => typedArrayTag(value) !== undefined,
  isPromise: (value) => value instanceof IntrinsicPromise,
  typedArrayTag,
};
`;
