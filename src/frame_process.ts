/**
 * A child process that is spoken to in frames over its stdin and stdout: started, written to, read from and killed. It
 * is this same program in another role, and not trusted: who listens checks what it sends, and may have it dropped.
 *
 * @module
 */

import { encodeFrameHead, type Frame, type FrameBounds, FrameReader, type ReadResult } from "./frame.ts";

/** Payloads up to this size are joined with what goes out beside them. */
const GATHERED_BYTES = 64 * 1024;
/** How much of the end of its stderr is kept for the log. */
const STDERR_BYTES = 2_048;

/** Makes glibc give memory back: 10 of 45 MB of an idle child. Other C libraries do not know these. */
const FRUGAL = { MALLOC_ARENA_MAX: "1", MALLOC_TRIM_THRESHOLD_: "65536" };
/** Room for one read. */
const READ_BYTES = 64 * 1024;

/** How a child is started. */
export interface ProcessCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment of the child. `TZ` is set beside it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Who hears what a child does. */
export interface FrameListener {
  /** A frame came. What is returned is why the child cannot be listened to any longer. */
  onFrame(frame: Frame): string | undefined;
  /** Some of what was sent has left. */
  onSent(): void;
  /** The process is gone; nothing follows. `detail` is for the log. */
  onExit(detail: string): void;
}

/** What a {@linkcode FrameProcess} is made of. */
export interface FrameProcessOptions {
  /** What it is called in the log: `guest`. */
  readonly role: string;
  readonly command: ProcessCommand;
  /** Bounds of what it may send. */
  readonly bounds: FrameBounds;
  readonly listener: FrameListener;
}

/** A running child. Its owner must see to it that it ends: {@linkcode FrameProcess.kill}. */
export class FrameProcess {
  readonly #role: string;
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #listener: FrameListener;
  #reason: string | undefined;
  #isMuted = false;
  #gathered: Uint8Array<ArrayBuffer>[] = [];
  #gatheredBytes = 0;
  #stderr = "";
  #unsentBytes = 0;
  #paused: PromiseWithResolvers<void> | undefined;
  /** Settles when the process is gone and its pipes are closed. */
  readonly exited: Promise<void>;

  /** @throws Deno.errors when the program cannot be started. */
  constructor({ role, command, bounds, listener }: FrameProcessOptions) {
    this.#role = role;
    this.#listener = listener;
    this.#child = new Deno.Command(command.program, {
      args: [...command.args],
      env: { ...command.env, ...FRUGAL, TZ: "UTC", NO_COLOR: "1" },
      clearEnv: true,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      // A process group of its own: Ctrl+C in a terminal is the gateway's to handle.
      detached: true,
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    // A write to a child that is gone fails, which its exit tells better.
    this.#writer.closed.catch(() => {});
    this.exited = this.#watch(bounds);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** Whether it has been killed. What it had sent by then may still come. */
  get isKilled(): boolean {
    return this.#reason !== undefined;
  }

  /** Sends a frame: a message that JSON can write, and bytes. What cannot be delivered is lost: the child is gone then. */
  send(message: object, payload: Uint8Array<ArrayBuffer> = new Uint8Array()): void {
    this.#gather(encodeFrameHead(message, payload.length));
    if (payload.length <= GATHERED_BYTES) return this.#gather(payload);
    this.#flush();
    this.#write(payload);
  }

  /** What the child has been sent and has not taken yet, in bytes. */
  get unsentBytes(): number {
    return this.#unsentBytes;
  }

  /** Listens to the child no more until {@linkcode FrameProcess.resume}: it waits as soon as its pipe is full. */
  pause(): void {
    this.#paused ??= Promise.withResolvers();
  }

  /** Listens again. */
  resume(): void {
    this.#paused?.resolve();
    this.#paused = undefined;
  }

  /** Kills a process that broke the protocol, and listens to it no more. */
  drop(reason: string): void {
    this.#isMuted = true;
    this.kill(reason);
  }

  /** Kills the process with SIGKILL, for a reason that the log is told. */
  kill(reason: string): void {
    this.#reason ??= reason;
    this.resume();
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It is gone already.
    }
  }

  /** Small frames of one turn of the event loop leave together: a thousand replies are one write, not a thousand. */
  #gather(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#gathered.length === 0) queueMicrotask(() => this.#flush());
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
    if (this.#gatheredBytes > GATHERED_BYTES) this.#flush();
  }

  #flush(): void {
    if (this.#gathered.length === 0) return;
    const joined = new Uint8Array(this.#gatheredBytes);
    let offset = 0;
    for (const bytes of this.#gathered) {
      joined.set(bytes, offset);
      offset += bytes.length;
    }
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#write(joined);
  }

  #write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#unsentBytes += bytes.length;
    this.#writer.write(bytes).catch(() => {}).finally(() => {
      this.#unsentBytes -= bytes.length;
      this.#listener.onSent();
    });
  }

  async #watch(bounds: FrameBounds): Promise<void> {
    const [status] = await Promise.all([this.#child.status, this.#readFrames(bounds), this.#readStderr()]);
    await this.#writer.abort().catch(() => {});
    const how = status.signal === null ? `exit code ${status.code}` : status.signal;
    const tail = this.#stderr === "" ? "" : `: ${this.#stderr.trim()}`;
    this.#listener.onExit(`${this.#reason ?? `the ${this.#role} ended by itself`} (${how})${tail}`);
  }

  async #readFrames(bounds: FrameBounds): Promise<void> {
    const frames = new FrameReader(bounds);
    try {
      // Into one buffer, again and again: a new one for every small frame keeps the garbage collector busy.
      const reader = this.#child.stdout.getReader({ mode: "byob" });
      let buffer = new Uint8Array(READ_BYTES);
      for (;;) {
        const { value, done } = await reader.read(buffer);
        if (value !== undefined) this.#receive(frames.push(value));
        if (done) return;
        await this.#paused?.promise;
        buffer = new Uint8Array(value.buffer);
      }
    } catch (error) {
      this.kill(`reading from the ${this.#role} failed: ${error}`);
    }
  }

  #receive({ frames, problem }: ReadResult): void {
    for (const frame of frames) {
      if (this.#isMuted) break;
      const fault = this.#listener.onFrame(frame);
      if (fault !== undefined) this.drop(`the ${this.#role} sent ${fault}`);
    }
    if (problem !== undefined) this.drop(`the ${this.#role} sent ${problem}`);
  }

  async #readStderr(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.#child.stderr) {
        this.#stderr = (this.#stderr + decoder.decode(chunk, { stream: true })).slice(-STDERR_BYTES);
      }
    } catch {
      // Only the log would have liked it.
    }
  }
}
