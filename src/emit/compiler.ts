/**
 * swc with a WebAssembly instance that can be replaced.
 *
 * A trap, which a few kilobytes of nested brackets cause, leaves swc's instance in pieces for good. Its glue makes one
 * instance when it is evaluated and has no way to make another; a new thread for each trap costs 60 ms and 2 MB that the
 * process's heap does not give back. So the glue is handed exports that belong to the instance of the moment.
 *
 * @module
 */

/** The glue keeps what a trapped call handed over, a source of 256 KiB perhaps: after so many its thread must go. */
const MOST_TRAPS = 32;

interface Current {
  readonly module: WebAssembly.Module;
  readonly imports: WebAssembly.Imports | undefined;
  exports: WebAssembly.Exports;
}

let current: Current | undefined;
let traps = 0;

/** Evaluates `emit.ts` with swc in it, which nothing in this thread may have imported before. */
export async function loadEmit(): Promise<typeof import("./emit.ts")> {
  const { Instance } = WebAssembly;
  const exports = new Proxy({}, { get: (_, name) => current?.exports[String(name)] });
  WebAssembly.Instance = class extends Instance {
    constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
      super(module, imports);
      current ??= { module, imports, exports: this.exports };
      Object.defineProperty(this, "exports", { value: exports });
    }
  };
  try {
    return await import("./emit.ts");
  } finally {
    WebAssembly.Instance = Instance;
  }
}

/** Replaces the instance after a trap, in 10 ms. Returns false when the thread has to be replaced instead. */
export function renewInstance(): boolean {
  if (current === undefined || ++traps > MOST_TRAPS) return false;
  const { memory } = current.exports;
  try {
    current.exports = new WebAssembly.Instance(current.module, current.imports).exports;
    // The glue keeps views of the old memory; growing it detaches them, and the glue makes new ones.
    if (memory instanceof WebAssembly.Memory) memory.grow(1);
    return true;
  } catch {
    return false; // no room for another instance, or none for the old one to grow
  }
}
