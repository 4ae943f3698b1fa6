/**
 * The guest process: waits for programs on its stdin and runs them, with no permission and one at a time.
 *
 * From source `main.ts` is started by `deno run` without a permission flag. The executable starts itself with a hidden
 * argument and calls {@linkcode runGuest}.
 *
 * @module
 */

import { dropGlobals, revokePermissions } from "../../lock_down.ts";
import { Pipe } from "../../pipe.ts";
import type { HostMessage } from "../protocol.ts";
import { type Engine, type Instance, loadEngine } from "./engine.ts";
import { ProgramRun, type RunMessage } from "./program.ts";
import { WARM_UP } from "./warm_up.ts";

/** Dropped engine memories are freed when V8 gets round to it, which may be gigabytes later: it is told to. */
const COLLECT_AFTER_BYTES = 48 << 20;
/** What an instance costs that never grew: the pages it touched. */
const INSTANCE_BYTES = 2 << 20;

const WARM_UP_LIMITS = { answerBytes: 1_000, argumentBytes: 0, consoleBytes: 0, toolCalls: 0 };

/** Becomes a guest process. Never returns; the process ends with the pipe. */
export async function runGuest(): Promise<never> {
  revokePermissions();
  // Own references to what the global object is about to lose.
  const { stdin, stdout, exit, memoryUsage } = Deno;
  const deno = Deno;
  const host = deno.ppid;
  const pipe = new Pipe({
    read: (buffer) => stdin.readSync(buffer),
    write: (bytes) => stdout.writeSync(bytes),
    end: () => exit(0),
  });
  // Before the engine's glue is loaded: with process and require in sight it would load Node's file system.
  dropGlobals();
  const checkHost = () => {
    if (deno.ppid !== host) exit(0);
  };
  try {
    return await new Guest(pipe, checkHost, () => memoryUsage().rss).serve();
  } catch {
    return exit(70);
  }
}

class Guest {
  readonly #pipe: Pipe;
  readonly #checkHost: () => void;
  readonly #rss: () => number;
  #droppedBytes = 0;

  constructor(pipe: Pipe, checkHost: () => void, rss: () => number) {
    this.#pipe = pipe;
    this.#checkHost = checkHost;
    this.#rss = rss;
  }

  async serve(): Promise<never> {
    let engine: Engine | undefined;
    let instance: Instance | undefined;
    for (;;) {
      for (const { header, payload } of this.#pipe.receive()) {
        const message = header as HostMessage; // the host is trusted
        let isUsable = true;
        if (message.kind === "engine") {
          engine = await loadEngine(payload.slice(), message);
        } else if (instance !== undefined && message.kind === "run") {
          isUsable = this.#run(instance, message, payload);
        } else if (instance !== undefined && message.kind === "warm") warmUp(instance, this.#checkHost);
        else continue; // a reply, a wake or a stop that comes after the program's end
        if (engine === undefined || !isUsable) throw new Error("the guest cannot go on");
        this.#droppedBytes += instance === undefined ? 0 : INSTANCE_BYTES + instance.grownBytes;
        instance = await engine.create();
        this.#pipe.send({ kind: "ready", rssBytes: this.#rss() });
        this.#pipe.flush();
        this.#collect();
      }
    }
  }

  #run(instance: Instance, message: RunMessage, payload: Uint8Array): boolean {
    return new ProgramRun(instance, message, { port: this.#pipe, checkHost: this.#checkHost }).run(payload);
  }

  /** After `ready`, so that the next program rarely waits for it: 6 ms in the median. */
  #collect(): void {
    if (this.#droppedBytes < COLLECT_AFTER_BYTES) return;
    this.#droppedBytes = 0;
    // There with --v8-flags=--expose-gc only.
    (globalThis as { gc?: () => void }).gc?.();
  }
}

function warmUp(instance: Instance, checkHost: () => void): void {
  const code = new TextEncoder().encode(WARM_UP);
  const port = { send: () => {}, flush: () => {}, receive: () => [] };
  const message = {
    kind: "run",
    timeoutMs: 500,
    limits: WARM_UP_LIMITS,
    codeBytes: code.length,
    modules: [],
  } as const;
  new ProgramRun(instance, message, { port, checkHost }).run(code);
}
