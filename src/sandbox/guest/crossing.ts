/**
 * Values on their way into and out of an instance of QuickJS. Together with `engine.ts` the only file that knows
 * quickjs-emscripten.
 *
 * @module
 */

import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";
import { EngineFault } from "./engine_contract.ts";
import type { Argument, Result } from "./host_functions.ts";

const encoder = new TextEncoder();

/** The parts of a context that the library keeps to itself: they let bytes cross without a detour over a string. */
interface ContextInternals {
  readonly ctx: { readonly value: number };
  readonly rt: { readonly value: number };
  readonly module: { HEAPU8: Uint8Array; _malloc(bytes: number): number; _free(pointer: number): void };
  readonly ffi: {
    QTS_NewString(ctx: number, text: number): number;
    QTS_GetString(ctx: number, value: number): number;
    QTS_FreeCString(ctx: number, text: number): void;
  };
  readonly memory: { heapValueHandle(pointer: number): QuickJSHandle };
}

/** Reads and makes values of one context. */
export class Crossing {
  readonly #context: QuickJSContext;
  readonly #internals: ContextInternals;

  constructor(context: QuickJSContext) {
    this.#context = context;
    // Declared protected, present at run time in this exact version, which deno.json pins.
    this.#internals = context as unknown as ContextInternals;
  }

  /** The instance's whole memory; another one after it has grown. */
  get memory(): Uint8Array {
    return this.#internals.module.HEAPU8;
  }

  /** Where the engine put its first things: the same in two instances that were made by the same calls. */
  get places(): readonly number[] {
    return [this.#internals.ctx.value, this.#internals.rt.value];
  }

  /** The handle of a value whose place is known. */
  handleAt(pointer: number): QuickJSHandle {
    return this.#internals.memory.heapValueHandle(pointer);
  }

  /** An address above everything that is in use: a block of `probeBytes` fits only behind all else. */
  heapEnd(probeBytes: number): number {
    const { _malloc, _free } = this.#internals.module;
    const pointer = _malloc(probeBytes);
    _free(pointer);
    return pointer + 2 * probeBytes;
  }

  /** A value that the prelude passes to a function of the host. */
  toArgument(handle: QuickJSHandle): Argument {
    const context = this.#context;
    return {
      text: () => context.getString(handle),
      number: () => context.getNumber(handle),
      isTrue: () => context.sameValue(handle, context.true),
      textBytes: () => this.bytesOf(handle),
      bufferBytes: () => context.getArrayBuffer(handle).value.slice(),
    };
  }

  /** What a function of the host returns. @throws EngineFault when there is no room for it. */
  toHandle(result: Result | void): QuickJSHandle {
    const context = this.#context;
    if (result === undefined) return context.undefined;
    if (typeof result === "boolean") return result ? context.true : context.false;
    if (typeof result === "number") return context.newNumber(result);
    if (typeof result === "string") return this.newText(encoder.encode(result));
    this.requireRoom(result.length);
    return context.newArrayBuffer(result.buffer);
  }

  /** The library does not look whether it was given memory, and writes to address 0 if not. @throws EngineFault */
  requireRoom(bytes: number): void {
    const { module } = this.#internals;
    const pointer = module._malloc(bytes + 1);
    if (pointer === 0) throw new EngineFault("outOfMemory", "out of memory");
    module._free(pointer);
  }

  /** A guest string from UTF-8 bytes without a NUL. @throws EngineFault */
  newText(bytes: Uint8Array): QuickJSHandle {
    const { module, ffi, ctx, memory } = this.#internals;
    const pointer = module._malloc(bytes.length + 1);
    if (pointer === 0) throw new EngineFault("outOfMemory", "out of memory");
    module.HEAPU8.set(bytes, pointer);
    module.HEAPU8[pointer + bytes.length] = 0;
    const value = ffi.QTS_NewString(ctx.value, pointer);
    module._free(pointer);
    return memory.heapValueHandle(value);
  }

  /** A copy of a guest string's UTF-8 bytes. @throws EngineFault */
  bytesOf(handle: QuickJSHandle): Uint8Array {
    const { module, ffi, ctx } = this.#internals;
    const pointer = ffi.QTS_GetString(ctx.value, handle.value);
    if (pointer === 0) throw new EngineFault("outOfMemory", "out of memory");
    const bytes = module.HEAPU8.slice(pointer, module.HEAPU8.indexOf(0, pointer));
    ffi.QTS_FreeCString(ctx.value, pointer);
    return bytes;
  }
}
