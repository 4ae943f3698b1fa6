/**
 * What is recorded of a tool call, for whoever has to answer later what an agent did. Arguments and results are not part
 * of it: they may hold anything.
 *
 * @module
 */

/**
 * How a call ended. `ok` and `failed` are the server's word; `refused`: Runbyte did not pass it on; `declined`: the user
 * was asked and does not want it; `unavailable`: the server could not be reached or went away; `internal`: a fault of Runbyte's own.
 */
export type CallOutcome =
  | "ok"
  | "failed"
  | "refused"
  | "declined"
  | "timed-out"
  | "cancelled"
  | "unavailable"
  | "too-large"
  | "internal";

/** Name and version that an MCP client gives of itself. */
export interface ClientIdentity {
  readonly name: string;
  readonly version: string;
}

/** A tool call that is over. */
export interface AuditedCall {
  /** When it began: milliseconds since 1970. */
  readonly startedAt: number;
  /** Who called, as Runbyte knows it over HTTP: the name of the token, or the address. */
  readonly principal?: string | undefined;
  /** Absent while the client has not said who it is. */
  readonly client: ClientIdentity | undefined;
  /** The program that made it; the same as in the log. */
  readonly execution: string;
  readonly server: string;
  readonly tool: string;
  readonly outcome: CallOutcome;
  readonly durationMs: number;
  /** The arguments as JSON. Size and hash of them are recorded, nothing else. */
  readonly argumentsJson: string;
  /** Size of what the call gave the program, or of the error's text, in bytes. */
  readonly resultBytes: number;
}

/** Takes a record of every tool call. */
export interface Audit {
  /** Makes ready to record. Whoever calls it calls {@linkcode Audit.close}. */
  start(): void;
  /** Returns at once and never throws. */
  record(call: AuditedCall): void;
  /** Resolves when everything recorded before is written, or is known to be lost. */
  close(): Promise<void>;
}
