/**
 * Runbyte over stdio, line by line, for what no SDK sends.
 *
 * @module
 */

import { type ConfigFile, writeConfig } from "./config_file.ts";
import { LineSplitter } from "../../src/line_splitter.ts";
import { type CommandLine, runbyteCommand } from "./runbyte.ts";

/** A running Runbyte whose stdin and stdout are the test's. */
export class RawStdio implements AsyncDisposable {
  readonly #file: ConfigFile;
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  readonly #waiting: ((line: string) => void)[] = [];
  /** Told of every line that nobody waits for. */
  onLine: (line: string) => void = () => {};
  #ended: Promise<number> | undefined;

  private constructor(file: ConfigFile, child: Deno.ChildProcess) {
    this.#file = file;
    this.#child = child;
    this.#writer = child.stdin.getWriter();
    this.#reading = this.#read();
  }

  /** Starts Runbyte, or what stands for it, with a config in a folder of its own. The caller disposes of it. */
  static async start(config: unknown, runbyte: CommandLine = runbyteCommand()): Promise<RawStdio> {
    const file = await writeConfig(config);
    const child = new Deno.Command(runbyte.command, {
      args: [...runbyte.args, "-config", file.path, "-transport", "stdio"],
      cwd: file.folder,
      stdin: "piped",
      stdout: "piped",
      stderr: "null",
    }).spawn();
    return new RawStdio(file, child);
  }

  get pid(): number {
    return this.#child.pid;
  }

  /** How the process ended. */
  get status(): Promise<Deno.CommandStatus> {
    return this.#child.status;
  }

  /** Writes a line: a text or bytes as they are, another value as JSON. */
  async tell(line: unknown): Promise<void> {
    const bytes = line instanceof Uint8Array
      ? line
      : new TextEncoder().encode(typeof line === "string" ? line : JSON.stringify(line));
    await this.#writer.write(bytes);
    await this.#writer.write(new Uint8Array([10]));
  }

  /** Writes bytes as they are. */
  async write(bytes: Uint8Array): Promise<void> {
    await this.#writer.write(bytes);
  }

  /** Writes a line and returns the next one that comes back. @throws {Error} when the process ends instead. */
  async ask(line: unknown): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.#waiting.push(resolve);
    this.#reading.then(() => reject(new Error("Runbyte ended without an answer")), reject);
    await this.tell(line);
    return await promise;
  }

  signal(signal: Deno.Signal): void {
    this.#child.kill(signal);
  }

  /** Closes stdin, and returns the exit code. */
  end(): Promise<number> {
    return this.#ended ??= (async () => {
      await this.#writer.close().catch(() => {});
      const { code } = await this.#child.status;
      await this.#reading;
      await this.#file[Symbol.asyncDispose]();
      return code;
    })();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  async #read(): Promise<void> {
    const lines = new LineSplitter(Infinity);
    for await (const chunk of this.#child.stdout) {
      for (const line of lines.push(chunk)) {
        if (line.kind === "line") (this.#waiting.shift() ?? this.onLine)(line.text);
      }
    }
  }
}
