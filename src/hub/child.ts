/**
 * A downstream server's process: its pipes, the end of its stderr, and how it is ended together with everything that
 * it started. The SDK's own transport ends the direct child only, and on Deno 2.9 not even that with SIGKILL.
 *
 * @module
 */

import { programOf } from "./child_command.ts";
import { killStrays, OWN_GROUP, signalTree, straysOf, treeExists } from "./process_tree.ts";
import { TextTail } from "./text_tail.ts";

/** How a child is started. */
export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** The whole environment: nothing is added to it. */
  readonly env: Readonly<Record<string, string>>;
}

/** How a process ended. */
export interface Exit {
  readonly code: number;
  readonly signal: string | null;
}

/**
 * How long a child is given after the end of its stdin, SIGTERM and SIGKILL, and what it left behind after SIGTERM: short,
 * because clients give the gateway itself about 2 s before they send it a signal.
 */
const GRACE = { eofMs: 500, termMs: 500, killMs: 1_000, restMs: 300 } as const;

/** How often to look whether what a child left behind has gone. */
const POLL_MS = 20;

/** A running process. Whoever starts it calls {@linkcode stop}. */
export class Child {
  readonly pid: number;
  readonly stdout: ReadableStream<Uint8Array>;
  /** Resolves when the process itself has ended. */
  readonly exited: Promise<Exit>;
  /** Resolves when stderr has ended as well, so that {@linkcode stderr} is complete. */
  readonly stderrEnded: Promise<void>;
  /** The end of what it wrote to stderr. */
  readonly stderr = new TextTail();
  readonly #stdin: WritableStreamDefaultWriter<Uint8Array>;
  readonly #errors: ReadableStreamDefaultReader<Uint8Array>;
  #stopping: Promise<void> | undefined;

  /** @throws {Deno.errors.NotFound | Deno.errors.PermissionDenied | Error} when it cannot be started. */
  constructor({ command, args, cwd, env }: ChildOptions) {
    const process = new Deno.Command(programOf(command, { env, ...(cwd === undefined ? {} : { cwd }) }), {
      args: [...args],
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...env },
      clearEnv: true,
      detached: OWN_GROUP,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.pid = process.pid;
    this.stdout = process.stdout;
    this.exited = process.status;
    this.#stdin = process.stdin.getWriter();
    this.#stdin.closed.catch(() => {}); // A broken pipe is reported by write().
    this.#errors = process.stderr.getReader();
    this.stderrEnded = this.#readErrors();
  }

  /** Writes to stdin; resolves when the pipe has taken all of it. */
  write(bytes: Uint8Array): Promise<void> {
    return this.#stdin.write(bytes);
  }

  /**
   * Ends the tree: end of stdin, SIGTERM, SIGKILL, each after a while, and a last SIGKILL for what is left. Resolves
   * when the process has ended. Calling it again waits for the same end.
   */
  stop(): Promise<void> {
    return this.#stopping ??= this.#stop();
  }

  /** Ends the tree at once, without waiting: for the exit of the gateway itself. */
  kill(): void {
    signalTree(this.pid, "SIGKILL");
  }

  async #stop(): Promise<void> {
    this.#stdin.close().catch(() => {});
    const isStubborn = !await this.#exitsWithin(GRACE.eofMs);
    // One that is ended by a signal may not get to end what it has put into other groups.
    const strays = isStubborn ? await straysOf(this.pid) : [];
    if (isStubborn) {
      signalTree(this.pid, "SIGTERM");
      if (!await this.#exitsWithin(GRACE.termMs)) signalTree(this.pid, "SIGKILL");
      // A process that hangs in the kernel outlives even that; the gateway must not wait for it.
      await this.#exitsWithin(GRACE.killMs);
    }
    await this.#sweep();
    await killStrays(strays);
    this.#stdin.abort().catch(() => {});
    await this.#errors.cancel().catch(() => {});
    await this.stderrEnded;
  }

  async #sweep(): Promise<void> {
    if (!treeExists(this.pid)) return;
    signalTree(this.pid, "SIGTERM");
    for (let waited = 0; waited < GRACE.restMs && treeExists(this.pid); waited += POLL_MS) {
      await pause(POLL_MS);
    }
    signalTree(this.pid, "SIGKILL");
  }

  async #exitsWithin(ms: number): Promise<boolean> {
    const timer = Promise.withResolvers<false>();
    const id = setTimeout(() => timer.resolve(false), ms);
    try {
      return await Promise.race([this.exited.then(() => true), timer.promise]);
    } finally {
      clearTimeout(id);
    }
  }

  async #readErrors(): Promise<void> {
    try {
      for (let part = await this.#errors.read(); !part.done; part = await this.#errors.read()) {
        this.stderr.append(part.value);
      }
    } catch {
      // Cancelled: what came so far is kept.
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
