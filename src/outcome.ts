/**
 * How the execution of a program ends: values, not exceptions.
 *
 * @module
 */

/** How a program ended. A `stack` says where it was then, as that of a {@linkcode ThrownError} does; absent when not known. */
export type Outcome =
  /**
   * `exec()` returned. `json` is its value as JSON text; `undefined` when it returned `undefined`. `parts`: it returned
   * something of `@runbyte/output`, and `json` is a list of what its guest wants to be shown: nobody has checked it.
   */
  | { readonly kind: "completed"; readonly json: string | undefined; readonly form?: "parts" }
  /** The program threw, or does not run as a module (a missing export, a syntax error that only the engine sees). */
  | { readonly kind: "threw"; readonly error: ThrownError }
  | { readonly kind: "timedOut"; readonly limitMs: number; readonly stack?: string }
  | { readonly kind: "outOfMemory"; readonly limitBytes: number; readonly stack?: string }
  | { readonly kind: "stackOverflow"; readonly limitBytes: number; readonly stack?: string }
  /** A countable limit was passed; `limit` is its key in `Limits`. */
  | {
    readonly kind: "overLimit";
    readonly limit: "answerBytes" | "toolCalls" | "argumentBytes" | "sourceBytes";
    readonly allowed: number;
    readonly used?: number;
    readonly stack?: string;
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
  /** Where it is in the program's source, where that is known better than from the stack. */
  readonly place?: { readonly line: number; readonly column: number };
  /** What to do instead, where the sandbox knows it. */
  readonly hint?: string;
  /** The tool whose call this error is about: it failed, or was not even made. */
  readonly tool?: { readonly server: string; readonly tool: string };
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
  /** Whether nobody waited for its promise, so that its result and any error were lost. */
  readonly isUnawaited?: boolean;
}

/** Everything that one run of a program left behind. */
export interface Execution {
  readonly outcome: Outcome;
  /** What the JSON of a completed program says: large answers need to be parsed only once. */
  readonly value?: unknown;
  readonly console: readonly ConsoleLine[];
  /** Lines that were dropped because `Limits.consoleBytes` was reached. */
  readonly consoleDropped: number;
  readonly calls: readonly CallRecord[];
  /** Remarks for the agent, such as on values that JSON cannot hold. */
  readonly warnings: readonly string[];
  readonly durationMs: number;
}
