/**
 * The checker's process: waits for programs on its stdin and checks them, one at a time and without any permission. It
 * runs none of them; but types can be written that keep TypeScript busy for ever, or have it fill the memory.
 *
 * @module
 */

import { dropGlobals, revokePermissions } from "../../lock_down.ts";
import { Pipe } from "../../pipe.ts";
import { probe } from "../../probe.ts";
import type { CheckerReply, CheckerRequest } from "../protocol.ts";
import { Compiler } from "./compiler_program.ts";
import { findingsOf } from "./findings.ts";
import { prepareObjects } from "./objects.ts";
import { WARM_UP } from "./warm_up.ts";

/** Resident memory above which the process ends itself. An honest check stays below 300 MB. */
const MEMORY_BYTES = 600 << 20;

/** Exit code of a process that took too much memory. */
const EXIT_MEMORY = 71;

/** Becomes a checker process. Never returns; the process ends with the pipe. */
export function runChecker(): never {
  const deno = lockDown();
  const { stdin, stdout, exit, memoryUsage } = deno;
  const pipe = new Pipe({
    read: (buffer) => stdin.readSync(buffer),
    write: (bytes) => stdout.writeSync(bytes),
    end: () => exit(0),
  });
  prepareObjects(() => {
    if (memoryUsage().rss > MEMORY_BYTES) exit(EXIT_MEMORY);
  });
  return serve(pipe);
}

/** Locks the process down as {@linkcode runChecker} does, tries what it may not do, and writes the result as JSON. */
export function probeChecker(): void {
  const before = probe(Deno);
  const deno = lockDown();
  deno.stdout.writeSync(new TextEncoder().encode(JSON.stringify({ before, after: probe(deno) }) + "\n"));
}

/** Gives everything up. Returns what the global object has lost. */
function lockDown(): typeof Deno {
  const deno = Deno;
  revokePermissions();
  dropGlobals();
  return deno;
}

function serve(pipe: Pipe): never {
  let compiler: Compiler | undefined;
  for (;;) {
    for (const { header, payload } of pipe.receive()) {
      const request = header as unknown as CheckerRequest; // the gateway is trusted
      switch (request.kind) {
        case "library":
          compiler = new Compiler(new TextDecoder().decode(payload));
          warmUp(compiler);
          pipe.send({ kind: "ready" } satisfies CheckerReply);
          break;
        case "forget":
          compiler?.forget();
          break;
        case "rest":
          giveMemoryBack();
          break;
        case "check":
          if (compiler !== undefined) pipe.send(answer(compiler, request, payload));
      }
    }
  }
}

/** Options of V8's `gc()`. */
interface CollectionOptions {
  readonly type: "major";
  readonly execution: "sync";
  readonly flavor: "last-resort";
}

/**
 * Collects what checks have left behind. A plain collection keeps the pages; as a last resort V8 returns them: of 350 MB
 * 130 are left.
 */
function giveMemoryBack(): void {
  // There with --v8-flags=--expose-gc only.
  const { gc } = globalThis as { gc?: (options: CollectionOptions) => void };
  gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
}

function warmUp(compiler: Compiler): void {
  const { modules, program, specifiers, rounds } = WARM_UP;
  modules.forEach((text, path) => compiler.add(path, text));
  for (let round = 0; round < rounds; round++) check(compiler, program, specifiers);
  compiler.forget();
}

function answer(
  compiler: Compiler,
  request: Extract<CheckerRequest, { kind: "check" }>,
  payload: Uint8Array,
): CheckerReply {
  const decoder = new TextDecoder();
  let offset = 0;
  const take = (bytes: number) => decoder.decode(payload.subarray(offset, offset += bytes));
  const program = take(request.programBytes);
  for (const [path, bytes] of request.modules) compiler.add(path, take(bytes));
  return check(compiler, program, new Map(Object.entries(request.specifiers)));
}

function check(compiler: Compiler, program: string, specifiers: ReadonlyMap<string, string>): CheckerReply {
  try {
    return { kind: "checked", findings: findingsOf(compiler.compile(program, specifiers)) };
  } catch (error) {
    // What nests deeper than the stack allows, or a fault of TypeScript.
    return { kind: "failed", reason: String(error).slice(0, 200) };
  }
}
