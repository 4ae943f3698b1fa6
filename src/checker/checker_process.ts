/**
 * One checker process: started, asked and killed. It is sent what it does not have yet.
 *
 * @module
 */

import { FrameProcess } from "../frame_process.ts";
import type { CheckerCommand } from "./checker_command.ts";
import type { ProgramModules } from "./program_modules.ts";
import { type CheckerReply, type CheckerRequest, parseReply, REPLY_BOUNDS } from "./protocol.ts";

/** Texts that a process holds, in UTF-16 code units, before it is told to forget them: each costs it several times that. */
const HELD_LENGTH = 8_000_000;

/** Who hears what a checker does. */
export interface CheckerListener {
  onReply(reply: CheckerReply): void;
  /** The process is gone; nothing follows. `detail` is for the log. */
  onExit(detail: string): void;
}

/** A running checker. Its owner must see to it that it ends: {@linkcode CheckerProcess.kill}. */
export class CheckerProcess {
  readonly #process: FrameProcess;
  readonly #held = new Map<string, string>();
  #heldLength = 0;

  /** @throws Deno.errors when the program cannot be started. */
  constructor(command: CheckerCommand, library: string, listener: CheckerListener) {
    this.#process = new FrameProcess({
      role: "checker",
      command,
      bounds: REPLY_BOUNDS,
      listener: {
        onFrame: ({ header }) => {
          const reply = parseReply(header);
          if (reply === undefined) return "what is no reply";
          listener.onReply(reply);
        },
        onSent: () => {},
        onExit: (detail) => listener.onExit(detail),
      },
    });
    this.#send({ kind: "library" }, [encode(library)]);
  }

  get pid(): number {
    return this.#process.pid;
  }

  /** Whether it has been killed: it answers nothing more. */
  get isKilled(): boolean {
    return this.#process.isKilled;
  }

  /** Settles when the process is gone. */
  get exited(): Promise<void> {
    return this.#process.exited;
  }

  /** Asks for a check. It answers in the order of the questions. */
  check(program: string, { texts, specifiers }: ProgramModules): void {
    if (this.#heldLength > HELD_LENGTH) this.#forget();
    const unsent = [...texts].filter(([path, text]) => this.#held.get(path) !== text);
    for (const [path, text] of unsent) {
      this.#heldLength += text.length - (this.#held.get(path)?.length ?? 0);
      this.#held.set(path, text);
    }
    const [programBytes, ...moduleBytes] = [program, ...unsent.map(([, text]) => text)].map(encode);
    this.#send({
      kind: "check",
      programBytes: programBytes?.length ?? 0,
      modules: unsent.map(([path], index) => [path, moduleBytes[index]?.length ?? 0]),
      specifiers: Object.fromEntries(specifiers),
    }, [...(programBytes === undefined ? [] : [programBytes]), ...moduleBytes]);
  }

  /** Has it give back the memory of what it has checked: most of what it has, for some 50 ms of work. */
  rest(): void {
    this.#send({ kind: "rest" }, []);
  }

  /** Kills the process with SIGKILL, for a reason that the log is told. */
  kill(reason: string): void {
    this.#process.kill(reason);
  }

  #forget(): void {
    this.#send({ kind: "forget" }, []);
    this.#held.clear();
    this.#heldLength = 0;
  }

  #send(request: CheckerRequest, parts: readonly Uint8Array[]): void {
    const payload = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let offset = 0;
    for (const part of parts) {
      payload.set(part, offset);
      offset += part.length;
    }
    this.#process.send(request, payload);
  }
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
