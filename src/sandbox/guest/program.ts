/**
 * Runs one program in an instance of the engine: starts it, feeds it replies and timers, and tells the host how it
 * ended.
 *
 * @module
 */

import type { Frame } from "../../frame.ts";
import { CONSOLE_LEVELS, GUEST_LIMIT_NAMES, type GuestEnd, type HostMessage } from "../protocol.ts";
import type { Instance } from "./engine.ts";
import { EngineFault, type ProgramListener } from "./engine_contract.ts";
import { ModuleMap } from "./modules.ts";
import type { Port } from "./port.ts";

/** Least room in which a line that is too long for the rest of the console is still worth cutting. */
const CUT_LINE_BYTES = 200;
/** Lines of a stack that are looked at for the program's own frames. */
const PLACE_LINES = 20;
/** How often a busy program's guest looks whether its host still lives. */
const ORPHAN_CHECK_MS = 500;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A program as it came from the host. */
export type RunMessage = Extract<HostMessage, { kind: "run" }>;

/** What a run needs of the process around it. */
export interface Surroundings {
  readonly port: Port;
  /** Ends the process when the host is gone: a busy program never sees the end of the pipe. */
  readonly checkHost: () => void;
}

/** One run. */
export class ProgramRun implements ProgramListener {
  readonly #instance: Instance;
  readonly #message: RunMessage;
  readonly #surroundings: Surroundings;
  #deadline: number;
  #end: { readonly end: GuestEnd; readonly payload: Uint8Array } | undefined;
  readonly #targets: { readonly server: string; readonly tool: string }[] = [];
  #consoleBytes = 0;
  #dropped = 0;
  #unawaited: readonly number[] = [];
  #warnings: readonly string[] = [];
  #nextHostCheck = performance.now() + ORPHAN_CHECK_MS;
  #wakeAt: number | undefined;
  #isHeld = false;
  /** The host's last `hold`, as long as it has not been answered. */
  #turn: number | undefined;

  constructor(instance: Instance, message: RunMessage, surroundings: Surroundings) {
    this.#instance = instance;
    this.#message = message;
    this.#surroundings = surroundings;
    this.#deadline = performance.now() + message.timeoutMs;
  }

  /** Runs the program to its end and sends `done`. Returns whether the process may run another one. */
  run(payload: Uint8Array): boolean {
    try {
      this.#drive(payload);
    } catch (error) {
      const place = error instanceof EngineFault ? toPlace(error.place) : "";
      const end = this.#explain(error);
      this.#finish(end, end.kind === "trapped" && error instanceof Error ? error.message : place);
    }
    const { end, payload: answer } = this.#end ??
      { end: { kind: "trapped" }, payload: encoder.encode("no end") };
    this.#surroundings.port.send(
      { kind: "done", end, dropped: this.#dropped, unawaited: this.#unawaited, warnings: this.#warnings },
      answer,
    );
    this.#surroundings.port.flush();
    return end.kind !== "trapped";
  }

  name(serverJson: string, toolJson: string): void {
    this.#targets.push({ server: parseText(serverJson), tool: parseText(toolJson) });
  }

  call(call: number, target: number, args: Uint8Array): void {
    if (args.length > this.#message.limits.argumentBytes) {
      return this.#finish({ kind: "overLimit", limit: "argumentBytes", used: args.length });
    }
    const names = this.#targets[target];
    if (names !== undefined) this.#surroundings.port.send({ kind: "call", call, ...names }, args);
  }

  log(level: string, textJson: string): boolean {
    // Every line costs one byte more than its text, so that empty ones are not free.
    const room = this.#message.limits.consoleBytes - this.#consoleBytes - 1;
    let line = encoder.encode(parseText(textJson));
    if (line.length > room) {
      if (room < CUT_LINE_BYTES) {
        this.drop();
        return false;
      }
      line = encoder.encode(decoder.decode(line.subarray(0, room - 10)).replace(/\ufffd$/, "") + "… (cut)");
    }
    this.#consoleBytes += line.length + 1;
    const known = CONSOLE_LEVELS.find((each) => each === level) ?? "log";
    this.#surroundings.port.send({ kind: "console", level: known }, line);
    // At once: what comes next may never come back.
    this.#surroundings.port.flush();
    return this.#consoleBytes < this.#message.limits.consoleBytes;
  }

  drop(): void {
    this.#dropped++;
    // Now and then, for the case that the program is killed; the exact number comes with `done`.
    if ((this.#dropped & (this.#dropped - 1)) === 0) {
      this.#surroundings.port.send({ kind: "dropped", lines: this.#dropped });
    }
  }

  done(kind: string, detail: string, payload: Uint8Array, unawaitedJson: string, warningsJson: string): void {
    this.#unawaited = JSON.parse(unawaitedJson) as number[]; // written by the prelude; the host checks it
    this.#warnings = JSON.parse(warningsJson) as string[]; // likewise
    if (kind === "completed") this.#complete(payload, detail === "parts" ? { form: detail } : {});
    else if (kind === "overLimit") {
      const [name, used] = detail.split(" ");
      const limit = GUEST_LIMIT_NAMES.find((each) => each === name) ?? "answerBytes";
      this.#finish({ kind: "overLimit", limit, used: Number(used) }, payload);
    } else this.#finish(this.#explainThrown(detail), payload.length > 0 ? payload : THREW_NULL);
  }

  #drive(payload: Uint8Array): void {
    const { code, modules } = readProgram(this.#message, payload);
    const map = new ModuleMap(modules);
    this.#instance.begin(code, {
      listener: this,
      isOver: () => this.#isOver(),
      resolve: (base, specifier) => map.resolve(base, specifier),
      load: (path) => map.load(path),
      limits: this.#message.limits,
    });
    while (this.#end === undefined) {
      this.#instance.pump();
      if (this.#end === undefined) this.#advance();
    }
  }

  /** Runs a timer, or waits for the host, or finds that there is nothing to wait for. */
  #advance(): void {
    const next = this.#instance.advance();
    if (next === "fired") return;
    if (next === "nothing") {
      return this.#finish({ kind: this.#instance.isExhausted ? "outOfMemory" : "neverSettles" });
    }
    if (next !== "calls") this.#requestWake(next);
    for (const frame of this.#receive()) this.#take(frame);
    if (this.#isOver()) this.#finish({ kind: "timedOut" });
  }

  /** Waits for the host. While it waits for a person, only that time does not count. */
  #receive(): readonly Frame[] {
    const { port } = this.#surroundings;
    if (!this.#isHeld) return port.receive();
    if (this.#turn !== undefined) port.send({ kind: "held", turn: this.#turn });
    this.#turn = undefined;
    const since = performance.now();
    const frames = port.receive();
    this.#deadline += performance.now() - since;
    return frames;
  }

  #requestWake(afterMs: number): void {
    const wakeAt = performance.now() + afterMs;
    if (this.#wakeAt !== undefined && wakeAt >= this.#wakeAt - 0.5) return;
    this.#wakeAt = wakeAt;
    this.#surroundings.port.send({ kind: "timer", afterMs: Math.ceil(afterMs) });
  }

  #take({ header, payload }: Frame): void {
    const message = header as HostMessage; // the host is trusted
    switch (message.kind) {
      case "reply":
        return this.#instance.settle(message.call, message.format, payload);
      case "wake":
        this.#wakeAt = undefined;
        return;
      case "hold":
        this.#isHeld = true;
        this.#turn = message.turn;
        return;
      case "go":
        this.#isHeld = false;
        return;
      case "stop":
        return this.#finish({ kind: "stopped" });
    }
  }

  #isOver(): boolean {
    const now = performance.now();
    if (now > this.#nextHostCheck) {
      this.#nextHostCheck = now + ORPHAN_CHECK_MS;
      this.#surroundings.checkHost();
    }
    return this.#end !== undefined || now > this.#deadline;
  }

  #complete(answer: Uint8Array, form: { readonly form?: "parts" }): void {
    const { answerBytes } = this.#message.limits;
    if (answer.length > answerBytes) {
      return this.#finish({ kind: "overLimit", limit: "answerBytes", used: answer.length });
    }
    this.#finish({ kind: "completed", ...form }, answer);
  }

  /** The first end counts, but an answer after the deadline is none: an interrupt can be caught in async code. */
  #finish(end: GuestEnd, payload: Uint8Array | string = ""): void {
    if (this.#end !== undefined) return;
    const isLate = performance.now() > this.#deadline && end.kind !== "stopped" && end.kind !== "trapped";
    const bytes = typeof payload === "string" ? encoder.encode(payload) : payload;
    this.#end = isLate
      ? { end: { kind: "timedOut" }, payload: end.kind === "completed" ? new Uint8Array() : bytes }
      : { end, payload: bytes };
  }

  /** What the program threw, unless it is the engine's way to say that a limit was reached. */
  #explainThrown(detail: string): GuestEnd {
    if (this.#instance.isExhausted && (detail.startsWith("out of memory") || detail === "null")) {
      return { kind: "outOfMemory" };
    }
    if (detail === "stack overflow" || detail === "Maximum call stack size exceeded") {
      return { kind: "stackOverflow" };
    }
    return { kind: "threw" };
  }

  #explain(error: unknown): GuestEnd {
    if (!(error instanceof EngineFault)) return { kind: "trapped" };
    return { kind: error.kind === "interrupted" ? "timedOut" : error.kind };
  }
}

const THREW_NULL = encoder.encode('{"name":"Error","message":"null","stack":""}');

/** A place as the payload of an end. */
function toPlace(stack: string): string {
  const frames = stack.split("\n", PLACE_LINES).filter((line) => !line.includes("runbyte:"));
  return frames.length === 0 ? "" : JSON.stringify({ name: "", message: "", stack: frames.join("\n") });
}

function parseText(json: string): string {
  const text: unknown = JSON.parse(json);
  return typeof text === "string" ? text : "";
}

/** Cuts a payload into the program and its modules. */
function readProgram(
  message: RunMessage,
  payload: Uint8Array,
): { code: string; modules: Map<string, string> } {
  let offset = 0;
  const take = (bytes: number) => decoder.decode(payload.subarray(offset, offset += bytes));
  const code = take(message.codeBytes);
  return { code, modules: new Map(message.modules.map(([path, bytes]) => [path, take(bytes)])) };
}
