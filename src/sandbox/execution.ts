/**
 * The host's side of one program's run: its calls, its console, its deadline, its end.
 *
 * @module
 */

import { isJsonObject, parseJson } from "../json.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { ConsoleLine, Execution, Outcome } from "../outcome.ts";
import { CallQueue } from "./call_queue.ts";
import { ProgramClock } from "./program_clock.ts";
import { readGuestEnd } from "./guest_end.ts";
import type { GuestProcess } from "./guest_process.ts";
import type { GuestMessage } from "./protocol.ts";
import type { RunRequest } from "./run_request.ts";

/** How long after its deadline a guest may take to stop itself, before it is killed. */
const DEADLINE_GRACE_MS = 250;
/** The guest stops a busy program itself at the deadline; the host speaks up a little later, for one that waits. */
const DEADLINE_LAG_MS = 20;
/** How long a guest may take to stop a program that was cancelled. */
const CANCEL_GRACE_MS = 100;
/**
 * What a program may have lying about in the gateway, in each direction: arguments of calls that are not over, replies
 * that it has not taken. Beyond it the program waits, so that it cannot fill the gateway's memory; one message more may
 * be on its way.
 */
const HELD_BYTES = 64 << 20;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What an execution needs beside its request. */
export interface ExecutionOptions {
  readonly request: RunRequest;
  readonly limits: Limits;
  readonly log: Log;
  readonly guest: Pick<GuestProcess, "send" | "kill" | "pause" | "resume" | "unsentBytes">;
  /** Told when the program begins to wait for a person. */
  readonly onHold?: () => void;
}

/** One run of one program on one guest. Owns its timers until {@linkcode ProgramExecution.result} settles. */
export class ProgramExecution {
  readonly #options: ExecutionOptions;
  readonly #timeoutMs: number;
  readonly #startedAt = performance.now();
  readonly #calls: CallQueue;
  readonly #console: ConsoleLine[] = [];
  readonly #settled = Promise.withResolvers<Execution>();
  readonly #onAbort = () => this.#stop({ kind: "cancelled" }, CANCEL_GRACE_MS);
  /** The answer, parsed. */
  #value: unknown;
  #consoleBytes = 0;
  #dropped = 0;
  #framesLeft: number;
  #stopped: Outcome | undefined;
  #isOver = false;
  #clock: ProgramClock | undefined;
  #grace: ReturnType<typeof setTimeout> | undefined;
  #wake: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ExecutionOptions) {
    this.#options = options;
    const { request, limits, log, guest } = options;
    this.#timeoutMs = Math.min(request.timeoutMs ?? Infinity, limits.executionMs);
    // Far above what an honest guest sends: its calls, its lines, and a timer a millisecond.
    this.#framesLeft = 2 * (limits.toolCalls + limits.consoleBytes + this.#timeoutMs) + 1_000;
    this.#calls = new CallQueue({
      callTool: request.callTool,
      hold: () => this.#clock?.hold() ?? (() => {}),
      concurrent: limits.concurrentToolCalls,
      isClogged: () => guest.unsentBytes > HELD_BYTES,
      log,
      onCall: request.onCall,
      onReply: (call, reply) => {
        if (this.#calls.heldLength <= HELD_BYTES) guest.resume();
        guest.send(
          { kind: "reply", call, format: reply.ok ? reply.encoding : "error" },
          encoder.encode(
            reply.ok ? reply.text : JSON.stringify({ message: reply.message, hint: reply.hint }),
          ),
        );
        this.#clock?.keepHeld();
      },
    });
  }

  /** How the program ended. Never rejects. */
  get result(): Promise<Execution> {
    return this.#settled.promise;
  }

  /** Whether a person is waited for. */
  get isHeld(): boolean {
    return this.#clock?.isHeld === true;
  }

  /** Sends the program to the guest. */
  start(): void {
    const { request, limits, guest } = this.#options;
    const texts = [request.code, ...request.modules.values()].map((text) => encoder.encode(text));
    const payload = new Uint8Array(texts.reduce((sum, text) => sum + text.length, 0));
    let offset = 0;
    for (const text of texts) {
      payload.set(text, offset);
      offset += text.length;
    }
    const { answerBytes, argumentBytes, consoleBytes, toolCalls } = limits;
    guest.send({
      kind: "run",
      timeoutMs: this.#timeoutMs,
      limits: { answerBytes, argumentBytes, consoleBytes, toolCalls },
      codeBytes: texts[0]?.length ?? 0,
      modules: [...request.modules.keys()].map((path, index) =>
        [path, texts[index + 1]?.length ?? 0] as const
      ),
    }, payload);
    this.#clock = new ProgramClock({
      timeoutMs: this.#timeoutMs + DEADLINE_LAG_MS,
      onEnd: () =>
        this.#stop({ kind: "timedOut", limitMs: this.#timeoutMs }, DEADLINE_GRACE_MS - DEADLINE_LAG_MS),
      onHold: () => {
        // It may have timers all the while.
        this.#framesLeft += 2 * limits.questionMs;
        this.#options.onHold?.();
      },
      send: (message) => guest.send(message),
    });
    if (request.signal.aborted) this.#onAbort();
    else request.signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** Takes a message of the guest. Returns what is wrong with it, if anything: the guest must not live on. */
  take(message: GuestMessage, payload: Uint8Array): string | undefined {
    if (this.#framesLeft-- <= 0) return "too many messages";
    switch (message.kind) {
      case "console":
        return this.#takeLine(message.level, payload);
      case "dropped":
        this.#dropped = message.lines;
        return;
      case "call":
        return this.#takeCall(message, payload);
      case "timer":
        clearTimeout(this.#wake);
        this.#wake = setTimeout(() => {
          this.#options.guest.send({ kind: "wake" });
          this.#clock?.keepHeld();
        }, Math.min(message.afterMs, this.#timeoutMs));
        return;
      case "held":
        this.#clock?.takeHeld(message.turn);
        return;
      case "done":
        return this.#takeDone(message, payload);
      case "ready":
        return "'ready' before 'done'";
    }
  }

  /** The guest has taken something of what it was sent. */
  onSent(): void {
    this.#calls.startNext();
  }

  /** Decides that the program ends as cancelled, for a guest that is about to be killed. */
  abandon(): void {
    this.#stopped ??= { kind: "cancelled" };
  }

  /** The guest is gone: by our hand, because the program had to stop, or by itself. */
  lose(detail: string): void {
    this.#end(this.#stopped ?? { kind: "crashed", detail }, [], []);
  }

  /** Asks the guest to end the program, and kills it when it does not answer in time. */
  #stop(outcome: Outcome, graceMs: number): void {
    if (this.#isOver || this.#stopped !== undefined) return;
    this.#stopped = outcome;
    this.#options.guest.send({ kind: "stop" });
    this.#grace = setTimeout(() => this.#options.guest.kill("the program did not stop in time"), graceMs);
  }

  #takeLine(level: ConsoleLine["level"], payload: Uint8Array): string | undefined {
    this.#consoleBytes += payload.length + 1;
    if (this.#consoleBytes > this.#options.limits.consoleBytes) return "more console text than is allowed";
    const line: ConsoleLine = { level, text: decoder.decode(payload) };
    this.#console.push(line);
    this.#options.request.onConsole?.(line);
  }

  #takeCall(message: Extract<GuestMessage, { kind: "call" }>, payload: Uint8Array): string | undefined {
    // The program has ended as far as anybody can tell; its guest has not heard of it yet.
    if (this.#stopped !== undefined) return undefined;
    if (message.call !== this.#calls.count + 1) return "a call out of order";
    if (message.call > this.#options.limits.toolCalls) return "more calls than are allowed";
    if (payload.length > this.#options.limits.argumentBytes) return "larger arguments than are allowed";
    const argumentsJson = decoder.decode(payload);
    if (!isJsonObject(parseJson(argumentsJson))) return "arguments that are not a JSON object";
    this.#calls.add(message.server, message.tool, argumentsJson);
    if (this.#calls.heldLength > HELD_BYTES) this.#options.guest.pause();
  }

  #takeDone(message: Extract<GuestMessage, { kind: "done" }>, payload: Uint8Array): string | undefined {
    const read = readGuestEnd(message.end, payload, {
      limits: this.#options.limits,
      timeoutMs: this.#timeoutMs,
      stopped: this.#stopped,
    });
    if (!read.ok) return read.reason;
    const { outcome } = read;
    this.#value = read.value;
    this.#dropped = message.dropped;
    // The host's deadline may have passed a moment before the guest's word of it came, which says where the program was.
    const end = this.#stopped === undefined || this.#stopped.kind === outcome.kind ? outcome : this.#stopped;
    this.#end(end, message.unawaited, message.warnings);
  }

  #end(outcome: Outcome, unawaited: readonly number[], warnings: readonly string[]): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#clock?.stop();
    for (const timer of [this.#grace, this.#wake]) clearTimeout(timer);
    this.#options.request.signal.removeEventListener("abort", this.#onAbort);
    this.#options.guest.resume();
    const calls = this.#calls.records(unawaited);
    this.#calls.close();
    this.#settled.resolve({
      outcome,
      ...(outcome.kind === "completed" && this.#value !== undefined ? { value: this.#value } : {}),
      console: this.#console,
      consoleDropped: this.#dropped,
      calls,
      warnings,
      durationMs: performance.now() - this.#startedAt,
    });
  }
}
