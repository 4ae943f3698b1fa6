/**
 * What the host and a guest process say to each other: the messages in the frames (`frame.ts`) on the guest's stdin and
 * stdout. The guest is hostile as far as the host is concerned.
 *
 * @module
 */

/** The global function through which a program hands its `exec` to the guest. See `entry.ts`. */
export const ENTRY_NAME = "__runbyteEntry";

/** The path under which a program is a module: base of its relative imports, and its name in stacks. */
export const PROGRAM_PATH = "/program.ts";

/** How the text of a tool's reply is to be read. `error`: it is `{"message"}` of a failure, with `"hint"` where there is one. */
export type ReplyFormat = "json" | "json-or-text" | "error";

/** The limits that the guest keeps itself, because only it sees them in time. */
export interface GuestLimits {
  readonly answerBytes: number;
  readonly argumentBytes: number;
  readonly consoleBytes: number;
  readonly toolCalls: number;
}

/** What the host says. The guest trusts it. */
export type HostMessage =
  /** First of all. The payload is the engine's WebAssembly, so that the guest needs no read permission. */
  | { readonly kind: "engine"; readonly memoryBytes: number; readonly stackBytes: number }
  /** Nothing to do: run the warm-up, then say `ready` again. */
  | { readonly kind: "warm" }
  /** Run a program. The payload is its text, then the text of each module, lengths as given. */
  | {
    readonly kind: "run";
    readonly timeoutMs: number;
    readonly limits: GuestLimits;
    readonly codeBytes: number;
    readonly modules: readonly (readonly [path: string, bytes: number])[];
  }
  /** A tool call was answered. The payload is the text. */
  | { readonly kind: "reply"; readonly call: number; readonly format: ReplyFormat }
  /** The time that `timer` asked for is over. */
  | { readonly kind: "wake" }
  /**
   * A person is waited for: until `go`, time in which the program does nothing but wait does not count. The guest answers
   * with `held` as soon as that is all it does.
   */
  | { readonly kind: "hold"; readonly turn: number }
  | { readonly kind: "go" }
  /** End the program; answer with `done`. */
  | { readonly kind: "stop" };

/** Levels of console lines. */
export const CONSOLE_LEVELS = ["debug", "log", "info", "warn", "error"] as const;

/** Limits whose passing the guest reports. */
export const GUEST_LIMIT_NAMES = ["answerBytes", "toolCalls", "argumentBytes"] as const;

/** How a program ended, as its guest tells it. */
export type GuestEnd =
  /**
   * The payload is the answer as JSON; it is empty when `exec()` returned `undefined`. `parts`: the program used
   * `@runbyte/output`, and the JSON is a list of what is to be shown.
   */
  | { readonly kind: "completed"; readonly form?: "parts" }
  /** The payload is `{"name","message","stack"}`, with `"hint"` or `"tool"` where they are known. */
  | { readonly kind: "threw" }
  /** The payload of this and the next three is that of `threw`, or empty: where the program was. */
  | { readonly kind: "overLimit"; readonly limit: (typeof GUEST_LIMIT_NAMES)[number]; readonly used: number }
  | { readonly kind: "timedOut" }
  | { readonly kind: "outOfMemory" }
  | { readonly kind: "stackOverflow" }
  | { readonly kind: "neverSettles" }
  /** The host said `stop`. */
  | { readonly kind: "stopped" }
  /** The engine trapped; the guest must not be used again. The payload says how, for the log. */
  | { readonly kind: "trapped" };

/** What the guest says. The host validates it: `guest_message.ts`. */
export type GuestMessage =
  /** An instance is waiting for a program. `rssBytes`: the guest's resident memory. */
  | { readonly kind: "ready"; readonly rssBytes: number }
  /** The payload is a line for the console. */
  | { readonly kind: "console"; readonly level: (typeof CONSOLE_LEVELS)[number] }
  /** So many lines have been dropped up to now, for want of room in `consoleBytes`. */
  | { readonly kind: "dropped"; readonly lines: number }
  /** The program calls a tool. The payload is the arguments as JSON. Ids count up from 1. */
  | { readonly kind: "call"; readonly call: number; readonly server: string; readonly tool: string }
  /** Say `wake` after so many milliseconds; replaces an earlier one. */
  | { readonly kind: "timer"; readonly afterMs: number }
  /** The program waits, and has taken everything that the host sent before the `hold` of this turn. */
  | { readonly kind: "held"; readonly turn: number }
  | {
    readonly kind: "done";
    readonly end: GuestEnd;
    readonly dropped: number;
    /** Calls whose promise nobody ever waited for. */
    readonly unawaited: readonly number[];
    readonly warnings: readonly string[];
  };
