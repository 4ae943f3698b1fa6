/**
 * The one file that knows quickjs-emscripten: QuickJS (bellard's engine) in WebAssembly, one fresh instance a program.
 *
 * Rules that were paid for:
 * - The limit on memory is the maximum of an own `WebAssembly.Memory`; the engine's own limit does not hold. At the
 *   maximum the engine often throws `null`, so refused growth is counted where it happens.
 * - Instances are dropped, never disposed: disposing aborts in the engine's own leak check.
 * - Strings end at NUL on their way through the library, so only JSON text crosses.
 * - A callback never throws an `Error`: its stack would name files of the host.
 * - Handles are not freed one by one either, but for those of the hot paths: the whole heap goes with the instance.
 *
 * @module
 */

import releaseSync from "@jitl/quickjs-wasmfile-release-sync";
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
  type QuickJSWASMModule,
  type VmFunctionImplementation,
} from "quickjs-emscripten-core";
import { restoreSnapshot, type Snapshot, takeSnapshot, usedPages } from "./snapshot.ts";
import { createDecoding, encode, operate } from "./operations.ts";
import { PRELUDE, PRELUDE_PARTS, PRELUDE_PATH } from "./prelude/source.ts";
import { PROGRAM_PATH, type ReplyFormat } from "../protocol.ts";

// The package's types describe its CommonJS build, where this object is one level deeper.
const variant = releaseSync as unknown as QuickJSSyncVariant;

/** stdout is the pipe to the host, and the glue would print diagnostics there. The package's types omit these. */
const SILENT: object = { print: () => {}, printErr: () => {}, onAbort: () => {} };

const PAGE_BYTES = 65_536;
const INITIAL_PAGES = 256;
const PROBE_BYTES = 1 << 20;
/** Jobs between two looks at the clock: in async code a program can catch the engine's interrupt and run on. */
const JOBS_PER_BATCH = 16;
/** The allocator asks for 20 %, 10 % and 5 % more than it needs before it gives up. */
const ATTEMPTS_PER_GROWTH = 3;

/** What a program's prelude tells the guest process. Texts are JSON where they hold anything of the program's. */
export interface ProgramListener {
  /** The next target of calls; the first is number 0. */
  name(serverJson: string, toolJson: string): void;
  call(call: number, target: number, args: Uint8Array): void;
  /** Returns whether there is room for another line. */
  log(level: string, textJson: string): boolean;
  drop(): void;
  done(kind: string, detail: string, payload: Uint8Array, unawaitedJson: string, warningsJson: string): void;
}

/** A module's text, or why there is none. */
export type LoadedModule =
  | { readonly ok: true; readonly source: string }
  | { readonly ok: false; readonly reason: string };

/** What an instance is told about the program it is to run. */
export interface ProgramSetup {
  readonly listener: ProgramListener;
  /** Asked again and again while code runs; true ends it. */
  readonly isOver: () => boolean;
  /** Canonical path of a specifier. Must not throw: the library garbles an error of the normalizer. */
  readonly resolve: (base: string, specifier: string) => string;
  readonly load: (path: string) => LoadedModule;
  readonly limits: {
    readonly answerBytes: number;
    readonly argumentBytes: number;
    readonly toolCalls: number;
  };
}

/** The instance cannot go on and must be dropped. */
export class EngineFault extends Error {
  readonly kind: "interrupted" | "stackOverflow" | "outOfMemory" | "trapped";

  constructor(kind: EngineFault["kind"], message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The compiled engine of this process. */
export interface Engine {
  /** Makes a fresh instance with the prelude in it: about 1 ms. */
  create(): Promise<Instance>;
}

/** Compiles the engine and loads its glue code, which is a dynamic import. */
export async function loadEngine(
  wasm: Uint8Array<ArrayBuffer>,
  bounds: { readonly memoryBytes: number; readonly stackBytes: number },
): Promise<Engine> {
  const wasmModule = await WebAssembly.compile(wasm);
  let picture: Picture | undefined;
  let isFirst = true;
  return {
    async create() {
      const maximum = Math.max(INITIAL_PAGES, Math.floor(bounds.memoryBytes / PAGE_BYTES));
      const memory = new CountedMemory(maximum);
      const quickjs = await newQuickJSWASMModuleFromVariant(newVariant(variant, {
        wasmModule,
        wasmMemory: memory.memory,
        emscriptenModule: SILENT,
      }));
      const instance = new Instance(quickjs, memory, bounds.stackBytes);
      // The very first one is wanted soon: only the core, and no picture yet.
      if (isFirst) instance.evaluatePrelude();
      else picture = instance.prepare(picture);
      isFirst = false;
      return instance;
    },
  };
}

/**
 * An instance's memory after the whole prelude, and where things are in it. The engine is deterministic: the same
 * calls put the same things at the same places, which is checked before the picture is laid over another instance.
 */
interface Picture {
  readonly snapshot: Snapshot;
  readonly places: readonly number[];
  readonly bridge: ReadonlyMap<string, number>;
}

const BRIDGE_FUNCTIONS = ["configure", "start", "fail", "settle", "advance", "loadAll"] as const;

/** A capped memory that knows whether the engine was refused more of it. */
class CountedMemory {
  readonly memory: WebAssembly.Memory;
  #refusals = 0;
  #isExhausted = false;

  constructor(maximum: number) {
    this.memory = new WebAssembly.Memory({ initial: INITIAL_PAGES, maximum });
    const grow = this.memory.grow.bind(this.memory);
    this.memory.grow = (pages) => {
      try {
        const before = grow(pages);
        this.#refusals = 0;
        return before;
      } catch (error) {
        if (++this.#refusals >= ATTEMPTS_PER_GROWTH) this.#isExhausted = true;
        throw error;
      }
    };
  }

  get isExhausted(): boolean {
    return this.#isExhausted;
  }

  get grownBytes(): number {
    return this.memory.buffer.byteLength - INITIAL_PAGES * PAGE_BYTES;
  }
}

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

/** One program's engine. After an {@linkcode EngineFault} it must not be used again. */
export class Instance {
  readonly #context: QuickJSContext;
  readonly #internals: ContextInternals;
  readonly #memory: CountedMemory;
  readonly #bridge = new Map<string, QuickJSHandle>();
  readonly #host: QuickJSHandle;
  #setup: ProgramSetup | undefined;

  constructor(quickjs: QuickJSWASMModule, memory: CountedMemory, stackBytes: number) {
    this.#memory = memory;
    const runtime = quickjs.newRuntime();
    runtime.setMaxStackSize(stackBytes);
    runtime.setInterruptHandler(() => this.#setup?.isOver() ?? false);
    runtime.setModuleLoader(
      (path) => {
        const loaded = this.#setup?.load(path) ?? { ok: false, reason: "no program" };
        return loaded.ok ? loaded.source : { error: Object.assign(new Error(loaded.reason), { stack: "" }) };
      },
      (base, specifier) => this.#setup?.resolve(base, specifier) ?? specifier,
    );
    this.#context = runtime.newContext();
    // Declared protected, present at run time in this exact version, which deno.json pins.
    this.#internals = this.#context as unknown as ContextInternals;
    this.#host = this.#newHostObject();
  }

  /** Whether the program was refused memory at least once. */
  get isExhausted(): boolean {
    return this.#memory.isExhausted;
  }

  /** What the program took beyond the memory that it began with. */
  get grownBytes(): number {
    return this.#memory.grownBytes;
  }

  /** Evaluates the program's module and starts its `exec`. @throws EngineFault */
  begin(code: string, setup: ProgramSetup): void {
    this.#setup = setup;
    this.#guard(() => {
      const { answerBytes, argumentBytes, toolCalls } = setup.limits;
      this.#invoke(
        "configure",
        ...[answerBytes, argumentBytes, toolCalls].map((n) => this.#context.newNumber(n)),
      );
      const result = this.#context.evalCode(code, PROGRAM_PATH, { type: "module" });
      if (result.error) this.#invoke("fail", result.error);
      else {
        const state = this.#context.getPromiseState(result.value);
        const isPending = state.type !== "fulfilled" || state.notAPromise !== true;
        this.#invoke("start", result.value, isPending ? this.#context.true : this.#context.false);
      }
    });
  }

  /** Hands a tool's reply to the program. @throws EngineFault */
  settle(call: number, format: ReplyFormat, text: Uint8Array): void {
    this.#guard(() => {
      const handle = this.#newText(text);
      this.#invoke("settle", this.#context.newNumber(call), this.#context.newString(format), handle);
      handle.dispose();
    });
  }

  /**
   * Runs one timer that is due and returns `fired`. Otherwise the milliseconds to the next timer, `calls` when there is
   * none but calls are under way, `nothing` when there is nothing to wait for. @throws EngineFault
   */
  advance(): number | "fired" | "calls" | "nothing" {
    return this.#guard(() => {
      const next = this.#context.getNumber(this.#invoke("advance"));
      return next >= 0 ? next : next === -1 ? "calls" : next === -2 ? "nothing" : "fired";
    });
  }

  /** Runs pending jobs until none is left. @throws EngineFault */
  pump(): void {
    this.#guard(() => {
      const runtime = this.#context.runtime;
      while (runtime.hasPendingJob()) {
        const result = runtime.executePendingJobs(JOBS_PER_BATCH);
        // A job that threw concerns nobody: promises carry their own errors. Interrupts show in isOver.
        if (result.error) result.error.dispose();
        if (this.#setup?.isOver()) throw new EngineFault("interrupted", "interrupted");
      }
    });
  }

  /** Brings the prelude in: from the picture where that fits, else by evaluating it. Returns the picture to use next. */
  prepare(picture: Picture | undefined): Picture {
    const memory = this.#internals.module.HEAPU8;
    const places = [this.#internals.ctx.value, this.#internals.rt.value, this.#host.value];
    if (
      picture !== undefined && picture.snapshot.totalBytes === memory.length &&
      places.every((place, index) => place === picture.places[index])
    ) {
      restoreSnapshot(memory, picture.snapshot);
      for (const [name, pointer] of picture.bridge) {
        this.#bridge.set(name, this.#internals.memory.heapValueHandle(pointer));
      }
      return picture;
    }
    const before = usedPages(memory, this.#heapEnd());
    this.evaluatePrelude();
    this.#invoke("loadAll");
    const end = this.#heapEnd();
    const bridge = new Map([...this.#bridge].map(([name, handle]) => [name, handle.value]));
    return { snapshot: takeSnapshot(this.#internals.module.HEAPU8, before, end), places, bridge };
  }

  /** Nothing that is in use lies above: a block this large fits only behind everything else. */
  #heapEnd(): number {
    const { _malloc, _free } = this.#internals.module;
    const pointer = _malloc(PROBE_BYTES);
    _free(pointer);
    return pointer + PROBE_BYTES + PAGE_BYTES;
  }

  /** Brings the core of the prelude in; its other parts follow when they are used. */
  evaluatePrelude(): void {
    const context = this.#context;
    const prelude = context.unwrapResult(context.evalCode(PRELUDE, PRELUDE_PATH, { type: "global" }));
    const bridge = context.unwrapResult(context.callFunction(prelude, context.undefined, this.#host));
    for (const name of BRIDGE_FUNCTIONS) this.#bridge.set(name, context.getProp(bridge, name));
  }

  /** The functions that the prelude gets as `host`. */
  #newHostObject(): QuickJSHandle {
    const context = this.#context;
    const host = context.newObject();
    const offer = (name: string, run: VmFunctionImplementation<QuickJSHandle>) =>
      context.setProp(host, name, context.newFunction(name, run));
    const text = (handle: QuickJSHandle | undefined) => handle === undefined ? "" : context.getString(handle);
    const number = (handle: QuickJSHandle | undefined) =>
      handle === undefined ? 0 : context.getNumber(handle);
    const buffer = (bytes: Uint8Array<ArrayBuffer>) => context.newArrayBuffer(bytes.buffer);
    const decode = createDecoding();
    offer("name", (server, tool) => this.#listener?.name(text(server), text(tool)));
    offer(
      "call",
      (call, target, args) => this.#listener?.call(number(call), number(target), this.#bytes(args)),
    );
    offer(
      "log",
      (level, line) => this.#listener?.log(text(level), text(line)) ? context.true : context.false,
    );
    offer("drop", () => this.#listener?.drop());
    offer(
      "done",
      (kind, detail, payload, unawaited, warnings) =>
        this.#listener?.done(text(kind), text(detail), this.#bytes(payload), text(unawaited), text(warnings)),
    );
    offer("part", (name) => {
      const part = PRELUDE_PARTS.get(text(name)) ?? "";
      // A failure goes to the prelude as the engine's own error: out of memory, or the interrupt.
      return context.evalCode(part, `runbyte:${text(name)}`, { type: "global" });
    });
    offer("operate", (name, args) => context.newString(operate(text(name), text(args))));
    offer("encode", (json) => buffer(encode(text(json))));
    offer("decode", (options, stream, more, bytes) => {
      const copy = bytes === undefined ? new Uint8Array() : context.getArrayBuffer(bytes).value.slice();
      const isMore = more !== undefined && context.sameValue(more, context.true);
      return context.newString(decode(text(options), number(stream), isMore, copy));
    });
    offer("random", (bytes) => buffer(crypto.getRandomValues(new Uint8Array(number(bytes)))));
    offer("now", () => context.newNumber(performance.now()));
    return host;
  }

  get #listener(): ProgramListener | undefined {
    return this.#setup?.listener;
  }

  #invoke(name: string, ...args: QuickJSHandle[]): QuickJSHandle {
    const target = this.#bridge.get(name);
    if (target === undefined) throw new EngineFault("trapped", `no bridge function ${name}`);
    const result = this.#context.callFunction(target, this.#context.undefined, ...args);
    if (!result.error) return result.value;
    if (this.#setup?.isOver()) throw new EngineFault("interrupted", "interrupted");
    if (this.isExhausted) throw new EngineFault("outOfMemory", "out of memory");
    const message = this.#context.getString(result.error);
    throw new EngineFault(message.includes("stack overflow") ? "stackOverflow" : "trapped", message);
  }

  /** A guest string from UTF-8 bytes without a NUL. */
  #newText(bytes: Uint8Array): QuickJSHandle {
    const { module, ffi, ctx, memory } = this.#internals;
    const pointer = module._malloc(bytes.length + 1);
    if (pointer === 0) throw new EngineFault("outOfMemory", "out of memory");
    module.HEAPU8.set(bytes, pointer);
    module.HEAPU8[pointer + bytes.length] = 0;
    const value = ffi.QTS_NewString(ctx.value, pointer);
    module._free(pointer);
    return memory.heapValueHandle(value);
  }

  /** A copy of a guest string's UTF-8 bytes. */
  #bytes(handle: QuickJSHandle | undefined): Uint8Array {
    if (handle === undefined) return new Uint8Array();
    const { module, ffi, ctx } = this.#internals;
    const pointer = ffi.QTS_GetString(ctx.value, handle.value);
    if (pointer === 0) throw new EngineFault("outOfMemory", "out of memory");
    const bytes = module.HEAPU8.slice(pointer, module.HEAPU8.indexOf(0, pointer));
    ffi.QTS_FreeCString(ctx.value, pointer);
    return bytes;
  }

  /** Names what comes out of the engine by force: recursion through natives ends in V8's own RangeError. */
  #guard<Value>(work: () => Value): Value {
    try {
      return work();
    } catch (error) {
      if (error instanceof EngineFault) throw error;
      if (this.isExhausted) throw new EngineFault("outOfMemory", "out of memory");
      if (error instanceof RangeError) throw new EngineFault("stackOverflow", "stack overflow");
      throw new EngineFault(
        "trapped",
        error instanceof Error ? `${error.name}: ${error.message}` : "not an error",
      );
    }
  }
}
