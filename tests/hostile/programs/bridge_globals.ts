// deno-lint-ignore-file
// @ts-nocheck
/*
 * claim: nothing of the host hangs on the global object
 * attack: every name that is not the language's or the platform's is listed, with symbols
 * expect: = ["Symbol(runbyte.bind)","Symbol(runbyte.output)","__runbyteEntry","callTool"]
 * weak: extra_global
 */
export function exec() {
  const known = new Set(
    ("AbortController AbortSignal AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean CustomEvent DOMException DataView Date Error EvalError Event EventTarget FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int16Array Int32Array Int8Array InternalError Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError TextDecoder TextEncoder TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet atob btoa clearInterval clearTimeout console crypto decodeURI decodeURIComponent encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt performance queueMicrotask setInterval setTimeout structuredClone undefined unescape")
      .split(" "),
  );
  return Reflect.ownKeys(globalThis).filter((key) => !known.has(key) && key !== Symbol.toStringTag).map(
    String,
  ).sort();
}
