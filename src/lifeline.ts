/**
 * Kills what the gateway has started when the gateway is killed. A guest that waits sees the end of its pipe, and one
 * that loops looks for its parent now and then; but one that is deep in native code does neither. A downstream server
 * may ignore the end of its stdin, and what it started itself does not even have that pipe.
 *
 * A shell holds the other end of a pipe, reads from it whom to kill, and does so when the pipe ends. That costs 1 MB
 * once; a watching thread in each guest would cost 17 MB and 50 ms each, and Deno does not let it end the process after
 * its permissions are gone (before 2.9). Where there is no `sh`, the end of the pipes has to do.
 *
 * @module
 */

import type { Log } from "./log.ts";

/**
 * Each line replaces the list of process ids and of groups, which have a minus sign. Groups may end by themselves within
 * a second. The signals of a terminal or a supervisor must reach the gateway first.
 */
const SCRIPT = `trap '' INT TERM HUP
all=
while read -r line; do all=$line; done
groups=
for one in $all; do
  case $one in
    -*) kill -TERM $one 2>/dev/null && groups="$groups $one" ;;
    *) kill -9 $one 2>/dev/null ;;
  esac
done
[ -z "$groups" ] && exit
sleep 1
for one in $groups; do kill -9 $one 2>/dev/null; done`;

/** What is killed with the gateway. */
export interface Watched {
  readonly pids?: readonly number[];
  /** Process groups, by the process ids of their leaders. */
  readonly groups?: readonly number[];
}

/** The watcher of one gateway. Owns its process until {@linkcode Lifeline.close}. */
export class Lifeline {
  readonly #log: Log;
  readonly #encoder = new TextEncoder();
  #child: Deno.ChildProcess | undefined;
  #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>> | undefined;
  #hasFailed = false;
  readonly #watched = new Map<object, Watched>();

  constructor(log: Log) {
    this.#log = log;
  }

  /** Sets what is killed on behalf of `owner`, in place of what it has set before. */
  watch(owner: object, watched: Watched): void {
    this.#watched.set(owner, watched);
    if (this.#child === undefined && !this.#hasFailed) this.#start();
    // A broken pipe means that the watcher was killed, and then there is nothing to be done about it.
    this.#writer?.write(this.#encoder.encode(`${this.#list().join(" ")}\n`)).catch(() => {});
  }

  /** Ends the watcher; what it still knows of is killed. */
  async close(): Promise<void> {
    await this.#writer?.close().catch(() => {});
    await this.#child?.status;
  }

  #list(): readonly number[] {
    return [...this.#watched.values()].flatMap(({ pids = [], groups = [] }) => [
      ...pids,
      ...groups.map((leader) => -leader),
    ]);
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
      this.#log("debug", "lifeline.failed", { error: String(error) });
    }
  }
}
