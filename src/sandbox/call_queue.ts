/**
 * The tool calls of one program: so many at a time, the others in line, and a record of each.
 *
 * @module
 */

import { toErrorText } from "../errors.ts";
import type { Log } from "../log.ts";
import type { CallRecord } from "../outcome.ts";
import { truncate } from "../text.ts";
import type { CallReply, CallTool } from "./run_request.ts";

/** Longest preview of a call's arguments, in UTF-16 code units. */
const PREVIEW_LENGTH = 1_000;
interface Call {
  readonly id: number;
  readonly server: string;
  readonly tool: string;
  /** Emptied when the call is over. */
  argumentsJson: string;
  record: CallRecord;
}

/** A part of a string keeps the whole of it in memory; a copy does not. */
function beginning(json: string): string {
  if (json.length <= PREVIEW_LENGTH) return json;
  const copy: unknown = JSON.parse(JSON.stringify(truncate(json, PREVIEW_LENGTH)));
  return String(copy);
}

/** What a queue needs. */
export interface CallQueueOptions {
  readonly callTool: CallTool;
  /** As a {@linkcode ToolCall} has it. */
  readonly hold?: () => () => void;
  /** Calls at a time. */
  readonly concurrent: number;
  /** Whether so many replies wait for the program to take them that no further call should start. */
  readonly isClogged?: () => boolean;
  readonly log: Log;
  /** Takes a reply back to the program. Not called after {@linkcode CallQueue.close}. */
  readonly onReply: (call: number, reply: CallReply) => void;
  readonly onCall: ((record: CallRecord) => void) | undefined;
}

/** Starts calls in the order in which they were made. Owns their abort signal. */
export class CallQueue {
  readonly #options: CallQueueOptions;
  readonly #calls: Call[] = [];
  readonly #abort = new AbortController();
  #started = 0;
  #running = 0;
  #heldLength = 0;

  constructor(options: CallQueueOptions) {
    this.#options = options;
  }

  /** Calls so far, which is the id of the last one. */
  get count(): number {
    return this.#calls.length;
  }

  /** Length of the arguments of all calls that are not over, in UTF-16 code units. */
  get heldLength(): number {
    return this.#heldLength;
  }

  /** Takes a call; it starts as soon as there is room. */
  add(server: string, tool: string, argumentsJson: string): void {
    const record: CallRecord = {
      server,
      tool,
      argumentsPreview: beginning(argumentsJson),
      status: "running",
    };
    this.#heldLength += argumentsJson.length;
    this.#calls.push({ id: this.#calls.length + 1, server, tool, argumentsJson, record });
    this.startNext();
  }

  /** Aborts what still runs and starts nothing more. */
  close(): void {
    this.#abort.abort(new DOMException("the program ended", "AbortError"));
  }

  /**
   * All calls in order. Those that were still in line count as running: the program made them. `unawaited`: the ids of
   * those whose promise nobody waited for.
   */
  records(unawaited: readonly number[] = []): readonly CallRecord[] {
    const ids = new Set(unawaited);
    return this.#calls.map(({ id, record }) => ids.has(id) ? { ...record, isUnawaited: true } : record);
  }

  /** Starts the calls there is room for. */
  startNext(): void {
    const { concurrent, isClogged } = this.#options;
    while (this.#running < concurrent && this.#started < this.#calls.length && isClogged?.() !== true) {
      const call = this.#calls[this.#started++];
      if (call === undefined || this.#abort.signal.aborted) return;
      this.#running++;
      void this.#perform(call);
    }
  }

  async #perform(call: Call): Promise<void> {
    this.#options.onCall?.(call.record);
    const reply = await this.#attempt(call);
    this.#running--;
    this.#heldLength -= call.argumentsJson.length;
    call.argumentsJson = "";
    if (this.#abort.signal.aborted) return;
    call.record = { ...call.record, status: reply.ok ? "completed" : "failed" };
    this.#options.onCall?.(call.record);
    this.#options.onReply(call.id, reply);
    this.startNext();
  }

  async #attempt({ server, tool, argumentsJson }: Call): Promise<CallReply> {
    try {
      const { callTool, hold } = this.#options;
      const { signal } = this.#abort;
      return await callTool({ server, tool, argumentsJson, signal, ...(hold && { hold }) });
    } catch (error) {
      const { message, logged } = toErrorText(error);
      if (logged !== undefined) {
        this.#options.log("error", "sandbox.call-failed", { ref: logged.ref, error: String(logged.error) });
      }
      return { ok: false, message };
    }
  }
}
