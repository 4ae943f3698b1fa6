/**
 * A failed tool call, in words for the agent.
 *
 * @module
 */

import { type ErrorCode, RunbyteError } from "../errors.ts";
import { formatSeconds } from "./deadline.ts";
import { describeFailure, httpStatus, quote } from "./failure.ts";
import { RequestError, type RequestFailure } from "./request_error.ts";

/** Which call failed. */
export interface FailedCall {
  readonly server: string;
  readonly tool: string;
  /** `Limits.downstreamMessageBytes`. */
  readonly limitBytes: number;
  /** Why the connection ended, where it did. */
  readonly endReason: string | undefined;
  /** Replaces what the agent must not see. */
  readonly redact: (text: string) => string;
}

const MIB = 1024 * 1024;

/** Returns the error that the agent gets to see. `error` becomes its cause. */
export function toCallError(error: unknown, call: FailedCall): RunbyteError {
  const { code, text } = describeCall(error, call);
  return new RunbyteError(code, call.redact(text), { cause: error });
}

type LostFailure = Extract<RequestFailure, { kind: "closed" | "noAnswer" | "undelivered" }>;

interface Description {
  readonly code: ErrorCode;
  readonly text: string;
}

function describeCall(error: unknown, call: FailedCall): Description {
  const subject = `The tool "${quote(call.tool)}" of the server "${call.server}"`;
  if (!(error instanceof RequestError)) {
    return { code: "tool-failed", text: `${subject} failed: ${describeFailure(error)}` };
  }
  const { failure } = error;
  switch (failure.kind) {
    case "rpc": {
      const said = quote(failure.message) || `JSON-RPC error ${failure.code}`;
      return { code: "tool-failed", text: `${subject} failed: ${said}` };
    }
    case "timedOut": {
      const text = `${subject} did not answer within ${formatSeconds(failure.ms)}: it may still be at work`;
      return { code: "timed-out", text };
    }
    case "cancelled":
      return { code: "cancelled", text: `The call of "${quote(call.tool)}" was cancelled` };
    case "oversized": {
      const size = failure.length === undefined ? "more than" : `${formatMib(failure.length)}, above`;
      const text = `${subject} answered with ${size} the limit of ${
        formatMib(call.limitBytes)
      }: ask it for less`;
      return { code: "too-large", text };
    }
    case "closed":
    case "noAnswer":
    case "undelivered":
      return describeLost(failure, call);
  }
}

function describeLost(failure: LostFailure, { server, tool, endReason }: FailedCall): Description {
  const reason = endReason ?? describeFailure(new RequestError(failure));
  if (failure.kind === "undelivered" && endReason === undefined) {
    const wasRefused = httpStatus(failure.error) !== undefined;
    return {
      code: wasRefused ? "tool-failed" : "unavailable",
      text: `The server "${server}" did not take the call of "${quote(tool)}": ${reason}`,
    };
  }
  return {
    code: "unavailable",
    text: `The server "${server}" went away during the call of "${quote(tool)}": ${reason}. ` +
      "Whether the call took effect is not known; the next call connects again",
  };
}

function formatMib(bytes: number): string {
  return bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${Math.round(bytes / MIB)} MiB`;
}
