/**
 * The records of one program's tool calls: each is measured from the program's side, whatever becomes of it.
 *
 * @module
 */

import type { Audit, CallOutcome, ClientIdentity } from "../audit.ts";
import { type ErrorCode, RunbyteError } from "../errors.ts";
import type { CallReply, ToolCall } from "../sandbox/run_request.ts";
import { utf8Length } from "../text.ts";

/** Whose calls they are. */
export interface CallAuditOptions {
  readonly audit: Audit;
  /** The id of the execution, which the log has, too. */
  readonly execution: string;
  readonly client: ClientIdentity | undefined;
}

/** A call that is over. */
export interface EndedCall {
  readonly reply: CallReply;
  readonly outcome: CallOutcome;
  /** The names of server and tool, where the program used others for them. */
  readonly names?: { readonly server: string; readonly tool: string };
}

/** Makes the records of one program's calls. */
export class CallAudit {
  readonly #options: CallAuditOptions;

  constructor(options: CallAuditOptions) {
    this.#options = options;
  }

  /** Notes the beginning of a call. The function that it returns takes the end, and makes the record. */
  begin({ server, tool, argumentsJson }: ToolCall): (ended: EndedCall) => void {
    const { audit, execution, client } = this.#options;
    const startedAt = Date.now();
    const begin = performance.now();
    return ({ reply, outcome, names }) =>
      audit.record({
        startedAt,
        client,
        execution,
        server,
        tool,
        ...names,
        outcome,
        durationMs: performance.now() - begin,
        argumentsJson,
        resultBytes: utf8Length(reply.ok ? reply.text : reply.message),
      });
  }
}

/** What an error says of how a call ended. */
const OUTCOMES: Readonly<Record<ErrorCode, CallOutcome>> = {
  "tool-failed": "failed",
  "timed-out": "timed-out",
  "cancelled": "cancelled",
  "too-large": "too-large",
  "unavailable": "unavailable",
  "busy": "unavailable",
  "not-found": "refused",
  "bad-argument": "refused",
  "config": "refused",
};

/** Returns how a call ended that threw. */
export function outcomeOf(error: unknown): CallOutcome {
  return error instanceof RunbyteError ? OUTCOMES[error.code] : "internal";
}
