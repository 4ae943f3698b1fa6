/**
 * The records of tool calls, a program's or one of the agent's own: each is measured from the caller's side, whatever
 * becomes of it.
 *
 * @module
 */

import type { Audit, CallOutcome, ClientIdentity } from "../audit.ts";
import { type ErrorCode, RunbyteError } from "../errors.ts";
import type { ToolCall } from "../sandbox/run_request.ts";
import { utf8Length } from "../text.ts";

/** Whose calls they are. */
export interface CallAuditOptions {
  readonly audit: Audit;
  /** The id of the execution, which the log has, too. */
  readonly execution: string;
  readonly client?: ClientIdentity | undefined;
  /** Who calls, where the transport knows. */
  readonly principal?: string | undefined;
}

/** A call that is over. */
export interface EndedCall {
  /** What the caller got: its size is recorded. */
  readonly text: string;
  readonly outcome: CallOutcome;
  /** The names of server and tool, where the program used others for them. */
  readonly names?: { readonly server: string; readonly tool: string };
}

/** Makes the records of one execution's calls. */
export class CallAudit {
  readonly #options: CallAuditOptions;

  constructor(options: CallAuditOptions) {
    this.#options = options;
  }

  /** Notes the beginning of a call. The function that it returns takes the end, and makes the record. */
  begin({ server, tool, argumentsJson }: Omit<ToolCall, "signal">): (ended: EndedCall) => void {
    const { audit, execution, client, principal } = this.#options;
    const startedAt = Date.now();
    const begin = performance.now();
    return ({ text, outcome, names }) =>
      audit.record({
        startedAt,
        principal,
        client,
        execution,
        server,
        tool,
        ...names,
        outcome,
        durationMs: performance.now() - begin,
        argumentsJson,
        resultBytes: utf8Length(text),
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
  "no-consent": "refused",
  "declined": "declined",
};

/** Returns how a call ended that threw. */
export function outcomeOf(error: unknown): CallOutcome {
  return error instanceof RunbyteError ? OUTCOMES[error.code] : "internal";
}
