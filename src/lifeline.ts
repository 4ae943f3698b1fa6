/**
 * Kills the guests when the gateway is killed. A guest that waits sees the end of its pipe, and one that loops looks
 * for its parent now and then; but one that is deep in native code does neither.
 *
 * A shell holds the other end of a pipe, reads the guests' process ids from it, and kills them when the pipe ends. That
 * costs 1 MB once; a watching thread in each guest would cost 17 MB and 50 ms each, and Deno does not let it end the
 * process after its permissions are gone (before 2.9). Where there is no `sh`, the first two have to do.
 *
 * @module
 */

import type { Log } from "./log.ts";

/** Each line replaces the list. The signals of a terminal or a supervisor must reach the gateway first. */
const SCRIPT = [
  "trap '' INT TERM HUP",
  "pids=",
  "while read -r line; do pids=$line; done",
  '[ -z "$pids" ] || kill -9 $pids 2>/dev/null',
].join("\n");

/** The watcher of one pool. Owns its process until {@linkcode Lifeline.close}. */
export class Lifeline {
  readonly #log: Log;
  readonly #encoder = new TextEncoder();
  #child: Deno.ChildProcess | undefined;
  #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>> | undefined;
  #hasFailed = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Sets the processes to kill. */
  watch(pids: readonly number[]): void {
    if (this.#child === undefined && !this.#hasFailed) this.#start();
    // A broken pipe means that the watcher was killed, and then there is nothing to be done about it.
    this.#writer?.write(this.#encoder.encode(`${pids.join(" ")}\n`)).catch(() => {});
  }

  /** Ends the watcher; the guests that it still knows of are killed. */
  async close(): Promise<void> {
    await this.#writer?.close().catch(() => {});
    await this.#child?.status;
  }

  #start(): void {
    try {
      this.#child = new Deno.Command("/bin/sh", {
        args: ["-c", SCRIPT],
        env: {},
        clearEnv: true,
        stdin: "piped",
        stdout: "null",
        stderr: "null",
        detached: true,
      }).spawn();
      this.#writer = this.#child.stdin.getWriter();
      this.#writer.closed.catch(() => {});
    } catch (error) {
      this.#hasFailed = true;
      this.#log("debug", "sandbox.no-lifeline", { error: String(error) });
    }
  }
}
