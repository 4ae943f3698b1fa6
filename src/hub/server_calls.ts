/**
 * The tool calls to one server: each gets a place, waits for the connection within its deadline, and is made again only
 * when it certainly had no effect.
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";
import type { JsonObject } from "../json.ts";
import type { LogMessage } from "../log_message.ts";
import type { Ask } from "../question.ts";
import type { Sample } from "../sample.ts";
import { toCallError } from "./call_error.ts";
import type { Connection } from "./connection.ts";
import { elicitThrough } from "./elicitation.ts";
import { abortable, DeadlinePassed, formatSeconds, pause, withDeadline } from "./deadline.ts";
import { type Caller, Places } from "./places.ts";
import { isForgotten, repeatOf } from "./repeat.ts";
import { RequestError } from "./request_error.ts";
import { readLog } from "./server_log.ts";
import { sampleThrough } from "./sampling.ts";
import type { Supervisor } from "./supervisor.ts";
import { callTool, type ToolCall } from "./tool_call.ts";
import { type CallProgress, redactProgress } from "./progress.ts";
import type { PassedRequest } from "./passed_request.ts";
import { type CallToolResult, redactFailure } from "./tool_result.ts";

/** A call, and on whose behalf it is made. */
export interface ServerCall extends Omit<ToolCall, "owner" | "elicit" | "sample" | "onLog"> {
  /** Has the model behind the agent's client answer; absent where there is none. */
  readonly sample?: Sample;
  /** Told what the server logs about the call. */
  readonly onLog?: (message: LogMessage) => void;
  /** Asks the person behind the agent's client; absent where there is none to ask. */
  readonly ask?: Ask;
  /** The agent's connection. */
  readonly session: string;
  /** Who calls, where that is known: they take turns first. */
  readonly principal?: string;
  /** Told when the session's own server has been started again since it was last called, and what was done there is gone. */
  readonly onAnew?: () => void;
  /** Calls of one caller wait behind each other, not before those of another. The signal stands in where it is absent. */
  readonly caller?: Caller;
}

/** On whose behalf something is sent. */
type Made = Pick<ServerCall, "caller" | "principal" | "signal">;

/** Sends it over a connection. */
type Attempt<T> = (connection: Connection, timeoutMs: number) => Promise<T>;

/** Options of {@linkcode ServerCalls}. */
export interface ServerCallsOptions {
  readonly server: string;
  readonly supervisor: Supervisor;
  /** How long a call may take from when it has its place. */
  readonly timeoutMs: number;
  /** `Limits.downstreamMessageBytes`. */
  readonly limitBytes: number;
  readonly redact: (text: string) => string;
  /** The input schema of a tool, where it is known. */
  readonly inputSchema: (tool: string) => JsonObject | undefined;
}

/**
 * Calls to one server at a time. Servers are single processes or share a rate limit; what is above it would wait there,
 * out of turn. As many as one program may make.
 */
const PLACES = 64;

/** How long a server that let a call time out may take to show that it is alive. */
const ALIVE_MS = 10_000;

/** A server from which nothing came for so long while a call was cancelled is asked whether it is alive. */
const SILENT_MS = 5_000;

/** How long a process whose stdin is closed may take to end by itself, which says more. */
const END_MS = 1_000;

/** Makes calls. */
export class ServerCalls {
  readonly #options: ServerCallsOptions;
  readonly #places = new Places(PLACES);
  /** Whether the server is alive is being found out; calls wait for that. */
  #suspicion: Promise<void> | undefined;

  constructor(options: ServerCallsOptions) {
    this.#options = options;
  }

  /**
   * Calls a tool.
   *
   * @throws {RunbyteError}
   */
  async call(call: ServerCall): Promise<CallToolResult> {
    const made = this.#toolCall(call);
    const { redact, inputSchema } = this.#options;
    return await this.#make(call, async (connection, timeoutMs) => {
      const known = { inputSchema: inputSchema(call.tool), timeoutMs };
      return redactFailure(await callTool(connection, made, known), redact);
    });
  }

  /**
   * Passes a request on.
   *
   * @throws {RunbyteError}
   */
  async pass(request: PassedRequest): Promise<unknown> {
    return await this.#make(request, (connection, timeoutMs) => connection.pass(request, timeoutMs));
  }

  /** Makes a call when it has its place. */
  async #make<T>(call: Made, make: Attempt<T>): Promise<T> {
    let give: () => void;
    try {
      const caller = call.caller ?? call.signal;
      give = await this.#places.take({ principal: call.principal ?? caller, session: caller }, call.signal);
    } catch (error) {
      throw new RunbyteError("cancelled", "the call was cancelled", { cause: error });
    }
    try {
      return await this.#makeUntil(call, make, performance.now() + this.#options.timeoutMs);
    } finally {
      give();
    }
  }

  #toolCall(given: ServerCall): ToolCall {
    const { redact, server } = this.#options;
    const { ask, sample, onProgress, onLog, onAnew: _, session, ...call } = given;
    return {
      ...call,
      // What is cancelled together is one execution; a caller may have several.
      owner: { session, execution: given.signal },
      ...(onProgress && {
        onProgress: (progress: CallProgress) => onProgress(redactProgress(progress, redact)),
      }),
      ...(onLog && { onLog: readLog(onLog, redact) }),
      ...(sample && { sample: sampleThrough(sample, redact) }),
      ...(ask && { elicit: elicitThrough(ask, { server, redact }) }),
    };
  }

  async #makeUntil<T>({ signal }: Made, make: Attempt<T>, deadline: number): Promise<T> {
    const { supervisor } = this.#options;
    for (let tries = 1;; tries++) {
      const connection = await this.#reach(signal, deadline);
      const sentAt = performance.now();
      const timeoutMs = Math.max(1, deadline - sentAt);
      try {
        return await make(connection, timeoutMs);
      } catch (error) {
        this.#suspect(error, connection, sentAt);
        const { hasSession } = connection;
        const repeat = repeatOf(error, { hasSession, tries });
        const leftMs = deadline - performance.now();
        if (repeat.kind === "reconnect") {
          if (repeat.wasForgotten) supervisor.renew(connection, repeat.reason);
          else await this.#lose(connection, repeat.reason);
        } else if (repeat.kind === "later" && repeat.ms < leftMs) {
          await this.#waits(signal, leftMs, (signal) => pause(repeat.ms, signal));
        } else {
          // The next call finds another session.
          if (isForgottenCall(error, hasSession)) supervisor.renew(connection, "it forgets its sessions");
          throw this.#toCallError(error, connection);
        }
      }
    }
  }

  /** Waits for a connection, no longer than the call's deadline. */
  async #reach(signal: AbortSignal, deadline: number): Promise<Connection> {
    const { supervisor, server } = this.#options;
    const connection = await this.#waits(signal, deadline - performance.now(), async (signal) => {
      if (this.#suspicion !== undefined) await abortable(this.#suspicion, signal);
      return supervisor.connection ?? await supervisor.reach(signal);
    });
    if (connection !== undefined) return connection;
    const again = formatSeconds(Math.max(supervisor.waitMs, 100));
    throw new RunbyteError(
      "unavailable",
      `server '${server}' is not available (${supervisor.reason ?? "it is not connected"})`,
      { next: `try again in ${again}, or go on without it` },
    );
  }

  /** Waits for something before the call has been sent. */
  async #waits<T>(signal: AbortSignal, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await withDeadline(ms, signal, work);
    } catch (error) {
      if (!(error instanceof DeadlinePassed)) {
        throw new RunbyteError("cancelled", "the call was cancelled", { cause: error });
      }
      const { server, supervisor, timeoutMs } = this.#options;
      const reason = supervisor.reason === undefined ? "it is still connecting" : supervisor.reason;
      throw new RunbyteError(
        "unavailable",
        `server '${server}' was not available within ${formatSeconds(timeoutMs)} (${reason})`,
        { next: "the call was not made, so it can be repeated later", cause: error },
      );
    }
  }

  /** A process that takes no more calls is about to end, mostly, and then says why; else it is ended. */
  async #lose(connection: Connection, reason: string): Promise<void> {
    await connection.endsWithin(END_MS);
    this.#options.supervisor.lose(connection, { reason });
  }

  /** A server that did not answer in time is either slow or dead; a dead one is started again. */
  #suspect(error: unknown, connection: Connection, sentAt: number): void {
    // A program's own deadline, which cancels its calls, often comes first.
    const isSilent = connection.heardAt < sentAt && performance.now() - sentAt >= SILENT_MS;
    if (!(isTimeOut(error) || isSilent)) return;
    this.#suspicion ??= connection.isAlive(ALIVE_MS).then((isAlive) => {
      this.#suspicion = undefined;
      if (isAlive) return;
      const reason = `did not answer a call, nor anything for another ${formatSeconds(ALIVE_MS)}`;
      this.#options.supervisor.lose(connection, { reason });
    });
  }

  #toCallError(error: unknown, { ended }: Connection): RunbyteError {
    const { limitBytes, timeoutMs, redact, supervisor } = this.#options;
    // What was left of the deadline when the call was sent means nothing to the agent.
    const failed = isTimeOut(error) ? new RequestError({ kind: "timedOut", ms: timeoutMs }) : error;
    return toCallError(failed, {
      ...{ limitBytes, endReason: ended?.reason, isOver: supervisor.isClosed, redact },
    });
  }
}

function isTimeOut(error: unknown): boolean {
  return error instanceof RequestError && error.failure.kind === "timedOut";
}

function isForgottenCall(error: unknown, hasSession: boolean): boolean {
  return error instanceof RequestError && error.failure.kind === "undelivered" &&
    isForgotten(error.failure.error, hasSession);
}
