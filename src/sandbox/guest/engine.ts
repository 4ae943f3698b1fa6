/**
 * The adapter to quickjs-emscripten: QuickJS (bellard's engine) in WebAssembly, one fresh instance a program. Only this
 * file and `crossing.ts` know the library.
 *
 * Rules that were paid for:
 * - The limit on memory is the maximum of an own `WebAssembly.Memory`; the engine's own limit does not hold. At the
 *   maximum the engine often throws `null`, so refused growth is counted where it happens.
 * - Instances are dropped, never disposed: disposing aborts in the engine's own leak check.
 * - The normalizer must not throw: its error arrives garbled. A module that does not exist fails in the loader.
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
} from "quickjs-emscripten-core";
import { restoreSnapshot, type Snapshot, takeSnapshot, usedPages } from "./snapshot.ts";
import { CountedMemory } from "./counted_memory.ts";
import { Crossing } from "./crossing.ts";
import { EngineFault, type ProgramSetup } from "./engine_contract.ts";
import { createHostFunctions } from "./host_functions.ts";
import { PRELUDE, PRELUDE_PARTS, PRELUDE_PATH } from "./prelude/source.ts";
import { PROGRAM_PATH, type ReplyFormat } from "../protocol.ts";

// The package's types describe its CommonJS build, where this object is one level deeper.
const variant = releaseSync as unknown as QuickJSSyncVariant;

/** stdout is the pipe to the host, and the glue would print diagnostics there. The package's types omit these. */
const SILENT: object = { print: () => {}, printErr: () => {}, onAbort: () => {} };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Larger than any hole in the heap of a fresh instance. */
const PROBE_BYTES = 1 << 20;
/** Jobs between two looks at the clock: in async code a program can catch the engine's interrupt and run on. */
const JOBS_PER_BATCH = 16;

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
      const memory = new CountedMemory(bounds.memoryBytes);
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

/** One program's engine. After an {@linkcode EngineFault} it must not be used again. */
export class Instance {
  readonly #context: QuickJSContext;
  readonly #crossing: Crossing;
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
        if (loaded.ok) this.#crossing.requireRoom(3 * loaded.source.length);
        return loaded.ok ? loaded.source : { error: Object.assign(new Error(loaded.reason), { stack: "" }) };
      },
      (base, specifier) => this.#setup?.resolve(base, specifier) ?? specifier,
    );
    this.#context = runtime.newContext();
    this.#crossing = new Crossing(this.#context);
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
      const context = this.#context;
      // A NUL would end the string here: such a text goes as a JSON string.
      const isQuoted = text.includes(0);
      const handle = this.#crossing.newText(
        isQuoted ? encoder.encode(JSON.stringify(decoder.decode(text))) : text,
      );
      const quoted = isQuoted ? context.true : context.false;
      this.#invoke("settle", context.newNumber(call), context.newString(format), handle, quoted);
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
        if (this.#setup?.isOver()) throw this.#interrupted(result.error);
        if (result.error) result.error.dispose();
      }
    });
  }

  /** Brings the prelude in: from the picture where that fits, else by evaluating it. Returns the picture to use next. */
  prepare(picture: Picture | undefined): Picture {
    const memory = this.#crossing.memory;
    const places = [...this.#crossing.places, this.#host.value];
    if (
      picture !== undefined && picture.snapshot.totalBytes === memory.length &&
      places.every((place, index) => place === picture.places[index])
    ) {
      restoreSnapshot(memory, picture.snapshot);
      for (const [name, pointer] of picture.bridge) {
        this.#bridge.set(name, this.#crossing.handleAt(pointer));
      }
      return picture;
    }
    const before = usedPages(memory, this.#crossing.heapEnd(PROBE_BYTES));
    this.evaluatePrelude();
    this.#invoke("loadAll");
    const end = this.#crossing.heapEnd(PROBE_BYTES);
    const bridge = new Map([...this.#bridge].map(([name, handle]) => [name, handle.value]));
    return { snapshot: takeSnapshot(this.#crossing.memory, before, end), places, bridge };
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
    const crossing = this.#crossing;
    const host = context.newObject();
    for (const [name, run] of Object.entries(createHostFunctions(() => this.#setup?.listener))) {
      const offered = context.newFunction(
        name,
        (...handles) => crossing.toHandle(run(...handles.map((handle) => crossing.toArgument(handle)))),
      );
      context.setProp(host, name, offered);
    }
    const part = context.newFunction("part", (handle) => {
      const name = context.getString(handle);
      // A failure goes to the prelude as the engine's own error: out of memory, or the interrupt.
      return context.evalCode(PRELUDE_PARTS.get(name) ?? "", `runbyte:${name}`, { type: "global" });
    });
    context.setProp(host, "part", part);
    return host;
  }

  #invoke(name: string, ...args: QuickJSHandle[]): QuickJSHandle {
    const target = this.#bridge.get(name);
    if (target === undefined) throw new EngineFault("trapped", `no bridge function ${name}`);
    const result = this.#context.callFunction(target, this.#context.undefined, ...args);
    if (!result.error) return result.value;
    if (this.#setup?.isOver()) throw this.#interrupted(result.error);
    if (this.isExhausted) throw new EngineFault("outOfMemory", "out of memory");
    const message = this.#context.getString(result.error);
    throw new EngineFault(message.includes("stack overflow") ? "stackOverflow" : "trapped", message);
  }

  /** The fault of a program that had to stop, with the place where the engine stopped it. */
  #interrupted(error: QuickJSHandle | undefined): EngineFault {
    let place = "";
    try {
      // An own property of the engine's error. Where it is something of the program's, a getter is interrupted as well.
      if (error) place = this.#context.getString(this.#context.getProp(error, "stack"));
    } catch {
      // Where it was is not known then.
    }
    return new EngineFault("interrupted", "interrupted", place);
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
