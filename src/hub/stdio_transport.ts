/**
 * MCP over the stdin and stdout of a child. In place of the SDK's transport, which joins chunks in quadratic time (3 s
 * for 10 MB), closes the connection at 10 MiB, and leaves processes behind.
 *
 * @module
 */

import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/client";
import { isJsonObject, parseJson } from "../json.ts";
import { Child, type ChildOptions, type Exit } from "./child.ts";
import { LineSplitter } from "../line_splitter.ts";
import { readMessageEnds } from "../message_id.ts";
import type { OversizedMessage } from "./oversized.ts";
import { NotWritten } from "./request_error.ts";

/** Options of {@linkcode StdioTransport}. */
export interface StdioTransportOptions {
  readonly child: ChildOptions;
  /** The longest line that is read as a message. */
  readonly limitBytes: number;
  /** Told of a line on stdout that is no message. The line is skipped. Returns whether there have been too many. */
  readonly onJunk: (line: string) => boolean;
  /** Told of a line above the limit. The line is skipped. */
  readonly onOversized: (message: OversizedMessage) => void;
}

/** How long stdout and the exit, and then stderr, may lag behind each other at the end of a process. */
const DRAIN_MS = 500;

/** A line that goes on for so many times the limit is taken for one that has no end. */
const ENDLESS = 16;

/** How much is read at a time, into one buffer: the default reader allocates as much for every few bytes that come. */
const READ_BYTES = 64 * 1024;

/** A transport that owns one child from {@linkcode launch} to {@linkcode close}. */
export class StdioTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #options: StdioTransportOptions;
  readonly #encoder = new TextEncoder();
  #child: Child | undefined;
  #reader: ReadableStreamBYOBReader | undefined;
  #reading: Promise<void> = Promise.resolve();
  #closed = false;
  #endedByItself = false;
  #wasHeard = false;
  #exit: Exit | undefined;
  #floods = false;

  constructor(options: StdioTransportOptions) {
    this.#options = options;
  }

  /** How the process ended; `undefined` while it runs, and when it only closed its stdout. */
  get exit(): Exit | undefined {
    return this.#exit;
  }

  /** Whether the child ended the connection: by its exit or by closing its stdout. */
  get endedByItself(): boolean {
    return this.#endedByItself;
  }

  /** Whether the connection was given up because stdout brought far more than messages. */
  get floods(): boolean {
    return this.#floods;
  }

  /** What it last wrote to stderr. */
  get stderr(): string {
    return this.#child?.stderr.text ?? "";
  }

  /**
   * Starts the child, ahead of {@linkcode start}: it can boot while the SDK is being loaded. Returns its process id.
   *
   * @throws {Deno.errors.NotFound | Deno.errors.PermissionDenied | Error} when it cannot be started.
   */
  launch(): number {
    return (this.#child ??= new Child(this.#options.child)).pid;
  }

  /** Begins to read messages. */
  start(): Promise<void> {
    this.launch();
    this.#reading = this.#read();
    return Promise.resolve();
  }

  /**
   * Writes a message; resolves when the child's pipe has taken it.
   *
   * @throws {NotWritten} when it was not written to its line feed, so that the child has not got it.
   */
  async send(message: JSONRPCMessage): Promise<void> {
    if (this.#child === undefined || this.#closed) throw new NotWritten("it ended");
    const line = this.#encoder.encode(JSON.stringify(message) + "\n");
    try {
      await this.#child.write(line);
    } catch (cause) {
      // A child that dies at its start may show it here first: how it ended says more than this.
      if (!this.#wasHeard) await within(DRAIN_MS, this.#reading);
      throw new NotWritten("closed its stdin", { cause });
    }
  }

  /** Ends the child and everything that it started. */
  async close(): Promise<void> {
    this.#end();
    await this.#child?.stop();
    // A process that left the group may still hold the other end of the pipe.
    if (this.#reader === undefined) await this.#child?.stdout.cancel();
    else await this.#reader.cancel().catch(() => {});
    await this.#reading;
  }

  /** Ends the child and everything that it started, at once and without waiting. */
  kill(): void {
    this.#child?.kill();
  }

  async #read(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const reader = this.#reader = child.stdout.getReader({ mode: "byob" });
    const lines = new LineSplitter(this.#options.limitBytes);
    let drain: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    let unended = 0;
    // Something that the process left behind may hold stdout open; the server itself is gone all the same.
    child.exited.then(() =>
      drain = ended ? undefined : setTimeout(() => reader.cancel().catch(() => {}), DRAIN_MS)
    );
    try {
      let buffer = new Uint8Array(READ_BYTES);
      for (;;) {
        const part = await reader.read(buffer);
        if (part.done || part.value === undefined) break;
        unended += part.value.length;
        for (const line of lines.push(part.value)) {
          unended = 0;
          if (line.kind === "line") this.#receive(line.text);
          else {
            const ends = readMessageEnds(line.head, line.tail);
            this.#options.onOversized({ length: line.length, ends });
          }
        }
        if (unended > ENDLESS * this.#options.limitBytes) this.#floods = true;
        if (this.#floods) break;
        buffer = new Uint8Array(part.value.buffer);
      }
    } catch (error) {
      this.onerror?.(error instanceof Error ? error : new Error(String(error)));
    }
    ended = true;
    clearTimeout(drain);
    if (this.#closed) return;
    this.#endedByItself = !this.#floods;
    if (this.#floods) return this.#end();
    this.#exit = await within(DRAIN_MS, child.exited);
    await within(DRAIN_MS, child.stderrEnded);
    this.#end();
  }

  #receive(line: string): void {
    const message = parse(line);
    this.#wasHeard ||= message !== undefined;
    if (message !== undefined) { for (const one of message) this.onmessage?.(one); }
    else if (this.#options.onJunk(line)) this.#floods = true;
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.onclose?.();
  }
}

/** The messages of a line (several in a batch of protocol revision 2025-03-26), or `undefined` when it holds none. */
function parse(line: string): readonly JSONRPCMessage[] | undefined {
  // An error of JSON.parse() costs more than this look, which matters when a server floods its stdout.
  if (!/^\s*[{[]/.test(line)) return undefined;
  const value = parseJson(line);
  if (value === undefined) return undefined;
  const messages: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!messages.every((one) => isJsonObject(one) && one["jsonrpc"] === "2.0")) return undefined;
  // The SDK checks its own messages further; ours are read leniently on purpose.
  return messages as readonly JSONRPCMessage[];
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
  const timer = Promise.withResolvers<undefined>();
  const id = setTimeout(() => timer.resolve(undefined), ms);
  try {
    return await Promise.race([promise, timer.promise]);
  } finally {
    clearTimeout(id);
  }
}
