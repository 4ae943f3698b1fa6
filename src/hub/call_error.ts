/**
 * A failed tool call, in words for the agent. Which tool of which server it was, the error in the program says by itself.
 *
 * @module
 */

import { type ErrorCode, RunbyteError } from "../errors.ts";
import { formatSeconds } from "./deadline.ts";
import { describeFailure, httpStatus, quote, unreachableReason } from "./failure.ts";
import { HttpRefusal } from "./http_refusal.ts";
import { NotWritten, RequestError, type RequestFailure } from "./request_error.ts";

/** What is known of the call that failed. */
export interface FailedCall {
  /** `Limits.downstreamMessageBytes`. */
  readonly limitBytes: number;
  /** Why the connection ended, where it did. */
  readonly endReason: string | undefined;
  /** Whether the server is not connected to any more: the config has changed, or Runbyte ends. */
  readonly isOver: boolean;
  /** Replaces what the agent must not see. */
  readonly redact: (text: string) => string;
}

const MIB = 1024 * 1024;

/** Returns the error that the agent gets to see. `error` becomes its cause. */
export function toCallError(error: unknown, call: FailedCall): RunbyteError {
  const { code, what, next } = describeCall(error, call);
  return new RunbyteError(code, call.redact(what), { cause: error, ...(next === undefined ? {} : { next }) });
}

type LostFailure = Extract<RequestFailure, { kind: "closed" | "noAnswer" | "unsent" | "undelivered" }>;

interface Description {
  readonly code: ErrorCode;
  readonly what: string;
  readonly next?: string;
}

function describeCall(error: unknown, call: FailedCall): Description {
  if (!(error instanceof RequestError)) return { code: "tool-failed", what: describeFailure(error) };
  const { failure } = error;
  switch (failure.kind) {
    case "rpc":
      return { code: "tool-failed", what: quote(failure.message) || `JSON-RPC error ${failure.code}` };
    case "timedOut":
      return {
        code: "timed-out",
        what: `no answer within ${formatSeconds(failure.ms)}`,
        next: "it may still be at work, so see what it did before you call it again",
      };
    case "cancelled":
      return { code: "cancelled", what: "the call was cancelled" };
    case "oversized": {
      const size = failure.length === undefined ? "more than" : `${formatMib(failure.length)}, above`;
      return {
        code: "too-large",
        what: `the answer has ${size} the limit of ${formatMib(call.limitBytes)}`,
        next: "ask for less",
      };
    }
    case "closed":
    case "noAnswer":
    case "unsent":
    case "undelivered":
      return describeLost(failure, call);
  }
}

/** The server did not take the call, or it may have: then the agent has to look before it calls again. */
function describeLost(failure: LostFailure, { endReason, isOver }: FailedCall): Description {
  const reason = endReason ?? describeFailure(new RequestError(failure));
  if (failure.kind === "unsent") {
    return { code: "unavailable", what: `the server did not take the call: ${reason}` };
  }
  if (failure.kind === "undelivered") {
    const { error } = failure;
    const status = httpStatus(error);
    const isRefused = status !== undefined && status < 500 ||
      (error instanceof HttpRefusal && error.retryAfterMs !== undefined);
    if (isRefused || error instanceof NotWritten || status === undefined && unreachableReason(error)) {
      const code = status === undefined ? "unavailable" : "tool-failed";
      return { code, what: `the server did not take the call: ${describeFailure(error)}` };
    }
    if (status !== undefined) {
      return { code: "tool-failed", what: `the server failed with ${describeFailure(error)}`, next: LOOK };
    }
  }
  return {
    code: "unavailable",
    what: `the server went away during the call: ${reason}`,
    next: isOver ? LOOK : `${LOOK}; it is being connected again`,
  };
}

const LOOK = "see what the call did before you repeat it";

function formatMib(bytes: number): string {
  return bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.round(bytes / MIB)} MiB`;
}
