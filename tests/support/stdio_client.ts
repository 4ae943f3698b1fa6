/**
 * The client's end of a stdio connection, for tests: it tells how the process ended and leaves no timer behind, which
 * the SDK's transport does.
 *
 * @module
 */

import type { JSONRPCMessage, Transport } from "@modelcontextprotocol/client";
import { LineSplitter } from "../../src/line_splitter.ts";

/** What is started, and how. */
export interface ChildOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly onStderr: (text: string) => void;
}

/** Starts a server and speaks newline-delimited JSON with it. */
export class StdioClient implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #onStderr: (text: string) => void;
  #ended: Promise<unknown> = Promise.resolve();

  constructor({ command, args, env, cwd, onStderr }: ChildOptions) {
    this.#child = new Deno.Command(command, {
      args: [...args],
      env: { ...env },
      clearEnv: true,
      cwd,
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#writer = this.#child.stdin.getWriter();
    this.#onStderr = onStderr;
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** How the process ended. */
  get status(): Promise<Deno.CommandStatus> {
    return this.#child.status;
  }

  start(): Promise<void> {
    this.#ended = Promise.all([this.#readMessages(), this.#readStderr(), this.#child.status]);
    this.#child.status.then(() => {
      this.#writer.abort().catch(() => {});
      this.onclose?.();
    });
    return Promise.resolve();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#writer.write(new TextEncoder().encode(JSON.stringify(message) + "\n"));
  }

  /** Closes stdin, as a client does that shuts down, and waits for the process to end by itself. */
  async close(): Promise<void> {
    await this.#writer.close().catch(() => {});
    await this.#ended;
  }

  async #readMessages(): Promise<void> {
    const lines = new LineSplitter(Infinity);
    for await (const chunk of this.#child.stdout) {
      for (const line of lines.push(chunk)) {
        if (line.kind === "line") this.onmessage?.(JSON.parse(line.text));
      }
    }
  }

  async #readStderr(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.#child.stderr) this.#onStderr(decoder.decode(chunk, { stream: true }));
  }
}
