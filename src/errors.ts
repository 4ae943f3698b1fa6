/**
 * Errors with two readers: `message` is what the agent (or the person at the terminal) sees, `detail` and `cause`
 * are for the log.
 *
 * @module
 */

/** Why something failed, for code that has to tell the cases apart. */
export type ErrorCode =
  | "bad-argument"
  | "busy"
  | "cancelled"
  | "config"
  | "declined"
  | "no-consent"
  | "not-found"
  | "too-large"
  | "timed-out"
  | "tool-failed"
  | "unavailable";

/** How the process ends: 0 fine, 1 failed, 2 bad arguments or config, 70 internal (sysexits `EX_SOFTWARE`). */
export const EXIT = { ok: 0, failed: 1, usage: 2, internal: 70 } as const;

/**
 * A failure that was foreseen. Its message says what happened in the reader's own terms and then, after a colon, what to
 * do next; it holds no host path, environment value, header or host stack.
 */
export class RunbyteError extends Error {
  override readonly name = "RunbyteError";
  readonly code: ErrorCode;
  /** The message without the next step. */
  readonly what: string;
  /** The next step, for those who put something between it and what happened; absent where the message is in one piece. */
  readonly next: string | undefined;
  /** More for the operator's log, never for the agent. */
  readonly detail: string | undefined;

  constructor(
    code: ErrorCode,
    what: string,
    options: { next?: string; detail?: string; cause?: unknown } = {},
  ) {
    super(
      options.next === undefined ? what : `${what}: ${options.next}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.what = what;
    this.next = options.next;
    this.detail = options.detail;
  }
}

/** Text for the agent, and the line for the log when the error was not foreseen. */
export interface ErrorText {
  /** What the agent reads. */
  readonly message: string;
  /** Set when the agent's text only points to the log: what the log has to say under the same reference. */
  readonly logged?: { readonly ref: string; readonly error: unknown };
}

/**
 * Turns any error into the agent's text. Only a {@linkcode RunbyteError} speaks for itself; everything else is a fault
 * of ours, whose text may hold anything, so the agent gets a reference to the log instead.
 */
export function toErrorText(error: unknown): ErrorText {
  if (error instanceof RunbyteError) return { message: error.message };
  const ref = crypto.randomUUID().slice(0, 4);
  return { message: `Internal error: see the gateway log (ref ${ref})`, logged: { ref, error } };
}
