/**
 * Takes from a process what it does not need: from a child (a guest, the checker) everything, before a program comes near
 * it, and from the gateway the permission to write.
 *
 * @module
 */

const PERMISSIONS = ["read", "write", "net", "env", "run", "sys", "ffi", "import"] as const;

/** Globals beside the language's own that the engine's glue and the prelude's operations use. */
const KEPT = new Set([
  ..."Intl URL URLSearchParams TextDecoder TextEncoder WebAssembly atob btoa crypto gc performance".split(
    " ",
  ),
  ..."AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date"
    .split(" "),
  ..."Error EvalError Float16Array Float32Array Float64Array FinalizationRegistry Function Infinity".split(
    " ",
  ),
  ..."Int16Array Int32Array Int8Array Iterator JSON Map Math NaN Number Object Promise Proxy RangeError"
    .split(" "),
  ..."ReferenceError Reflect RegExp Set String Symbol SyntaxError TypeError URIError Uint16Array".split(" "),
  ..."Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet decodeURI decodeURIComponent".split(
    " ",
  ),
  ..."encodeURI encodeURIComponent globalThis isFinite isNaN parseFloat parseInt undefined".split(" "),
]);

/** Gives up every permission, for good: a revoked permission that was granted by a flag is denied when asked again. */
export function revokePermissions(
  permissions: Pick<Deno.Permissions, "revokeSync"> = Deno.permissions,
): void {
  for (const name of PERMISSIONS) permissions.revokeSync({ name });
}

/**
 * Gives up the permission to write files, for this process and all its threads but those that have one of their own. Not
 * even the gateway's own code can write anything afterwards.
 */
export function giveUpWriting(permissions: Pick<Deno.Permissions, "revokeSync"> = Deno.permissions): void {
  permissions.revokeSync({ name: "write" });
}

/**
 * Deletes what reaches out of the process from the global object (`Deno`, `fetch`, `Worker`, `process` and the rest).
 * `console` would write into the pipe to the host: it becomes mute.
 */
export function dropGlobals(scope: object = globalThis): void {
  const silent = () => {};
  for (const name of Object.getOwnPropertyNames(scope)) {
    if (!KEPT.has(name)) Reflect.deleteProperty(scope, name);
  }
  const console = { log: silent, info: silent, warn: silent, error: silent, debug: silent };
  Object.defineProperty(scope, "console", { value: console, configurable: true, writable: true });
}
