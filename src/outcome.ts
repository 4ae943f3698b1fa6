/**
 * How the execution of a program ends: values, not exceptions.
 *
 * @module
 */

/** How a program ended. */
export type Outcome =
  /** `exec()` returned. `json` is its value as JSON text; `undefined` when it returned `undefined`. */
  | { readonly kind: "completed"; readonly json: string | undefined }
  /** The program threw, or does not run as a module (a missing export, a syntax error that only the engine sees). */
  | { readonly kind: "threw"; readonly error: ThrownError }
  | { readonly kind: "timedOut"; readonly limitMs: number }
  | { readonly kind: "outOfMemory"; readonly limitBytes: number }
  | { readonly kind: "stackOverflow"; readonly limitBytes: number }
  /** A countable limit was passed; `limit` is its key in `Limits`. */
  | {
    readonly kind: "overLimit";
    readonly limit: "answerBytes" | "toolCalls" | "argumentBytes" | "sourceBytes";
    readonly allowed: number;
    readonly used?: number;
  }
  /** `exec()` waits for a promise that nothing can settle any more: no job, no timer, no tool call is left. */
  | { readonly kind: "neverSettles" }
  /** The guest process ended by itself or broke the protocol. `detail` is for the log. */
  | { readonly kind: "crashed"; readonly detail: string }
  | { readonly kind: "cancelled" };

/** What a program threw, as text. Positions in `stack` are those of the emitted JavaScript. */
export interface ThrownError {
  readonly name: string;
  readonly message: string;
  /** The engine's frames, one a line (`    at exec (/program.ts:3:9)`); empty when it gave none. */
  readonly stack: string;
}

/** One line that the program wrote to `console`. */
export interface ConsoleLine {
  readonly level: "debug" | "log" | "info" | "warn" | "error";
  readonly text: string;
}

/** One tool call of a program. */
export interface CallRecord {
  readonly server: string;
  readonly tool: string;
  /** The arguments as JSON, shortened. */
  readonly argumentsPreview: string;
  /** `running`: still in flight when the program ended; whether it took effect is not known. */
  readonly status: "completed" | "failed" | "running";
}

/** Everything that one run of a program left behind. */
export interface Execution {
  readonly outcome: Outcome;
  readonly console: readonly ConsoleLine[];
  /** Lines that were dropped because `Limits.consoleBytes` was reached. */
  readonly consoleDropped: number;
  readonly calls: readonly CallRecord[];
  /** Remarks for the agent: calls that nobody awaited, values that JSON cannot hold. */
  readonly warnings: readonly string[];
  readonly durationMs: number;
}
