/**
 * What the host and a guest process say to each other: frames on the guest's stdin and stdout, and the messages in
 * them. A frame is two little-endian 32-bit lengths, a small JSON header and raw bytes. Large text travels as those
 * bytes: as a string inside the header, 10 MB would cost 60 to 100 ms of escaping.
 *
 * The guest is hostile as far as the host is concerned: the reader bounds both lengths before it allocates, works in
 * linear time, and reports what it cannot read as a value.
 *
 * @module
 */

/** The global function through which a program hands its `exec` to the guest. See `entry.ts`. */
export const ENTRY_NAME = "__runbyteEntry";

/** The path under which a program is a module: base of its relative imports, and its name in stacks. */
export const PROGRAM_PATH = "/program.ts";

/** One frame as it came off the pipe. The header is a JSON object whose fields nobody has looked at yet. */
export interface Frame {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Uint8Array;
}

/** Bounds of one direction, checked before anything is allocated. */
export interface FrameBounds {
  readonly headerBytes: number;
  readonly payloadBytes: number;
}

/** How the text of a tool's reply is to be read. `error`: it is the message of a failure. */
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
  /** End the program; answer with `done`. */
  | { readonly kind: "stop" };

/** Levels of console lines. */
export const CONSOLE_LEVELS = ["debug", "log", "info", "warn", "error"] as const;

/** Limits whose passing the guest reports. */
export const GUEST_LIMIT_NAMES = ["answerBytes", "toolCalls", "argumentBytes"] as const;

/** How a program ended, as its guest tells it. */
export type GuestEnd =
  /** The payload is the answer as JSON; it is empty when `exec()` returned `undefined`. */
  | { readonly kind: "completed" }
  /** The payload is `{"name","message","stack"}`. */
  | { readonly kind: "threw" }
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
  | {
    readonly kind: "done";
    readonly end: GuestEnd;
    readonly dropped: number;
    /** Calls whose promise nobody ever waited for. */
    readonly unawaited: readonly number[];
    readonly warnings: readonly string[];
  };

/** Bounds of what the host sends: a program with all modules, a tool's reply. */
export const HOST_FRAME_BOUNDS: FrameBounds = { headerBytes: 64 << 20, payloadBytes: 1 << 30 };

const PREFIX_BYTES = 8;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Returns the bytes of a frame up to its payload. They are separate so that a large payload need not be copied.
 */
export function encodeFrameHead(
  message: HostMessage | GuestMessage,
  payloadBytes: number,
): Uint8Array<ArrayBuffer> {
  const header = encoder.encode(JSON.stringify(message));
  const head = new Uint8Array(PREFIX_BYTES + header.length);
  const view = new DataView(head.buffer);
  view.setUint32(0, header.length, true);
  view.setUint32(4, payloadBytes, true);
  head.set(header, PREFIX_BYTES);
  return head;
}

/** Frames that a chunk completed, and the reason why nothing after them can be read. */
export interface ReadResult {
  readonly frames: readonly Frame[];
  readonly problem?: string;
}

/** Cuts a stream of chunks into frames. After a problem it stays silent. */
export class FrameReader {
  readonly #bounds: FrameBounds;
  /** What is being filled now: the prefix, then the header, then the payload. */
  #part: "prefix" | "header" | "payload" = "prefix";
  #target = new Uint8Array(PREFIX_BYTES);
  #filled = 0;
  #payloadBytes = 0;
  #header: Readonly<Record<string, unknown>> = {};
  #problem: string | undefined;

  constructor(bounds: FrameBounds) {
    this.#bounds = bounds;
  }

  /** Whether the stream may end here: no frame is half read. */
  get isAtBoundary(): boolean {
    return this.#part === "prefix" && this.#filled === 0;
  }

  /** Takes the next chunk. Copies what it keeps, so that the chunk's memory may be used again. */
  push(chunk: Uint8Array): ReadResult {
    const frames: Frame[] = [];
    let offset = 0;
    while (this.#problem === undefined && offset < chunk.length) {
      const count = Math.min(chunk.length - offset, this.#target.length - this.#filled);
      this.#target.set(chunk.subarray(offset, offset + count), this.#filled);
      this.#filled += count;
      offset += count;
      while (this.#problem === undefined && this.#filled === this.#target.length) this.#next(frames);
    }
    return this.#problem === undefined ? { frames } : { frames, problem: this.#problem };
  }

  /** The part at hand is complete: go on to the next one. */
  #next(frames: Frame[]): void {
    const part = this.#target;
    switch (this.#part) {
      case "prefix": {
        const view = new DataView(part.buffer);
        const headerBytes = view.getUint32(0, true);
        this.#payloadBytes = view.getUint32(4, true);
        if (headerBytes === 0 || headerBytes > this.#bounds.headerBytes) {
          this.#problem = `a frame header of ${headerBytes} bytes`;
        } else if (this.#payloadBytes > this.#bounds.payloadBytes) {
          this.#problem = `a frame payload of ${this.#payloadBytes} bytes`;
        } else this.#expect("header", headerBytes);
        return;
      }
      case "header": {
        const header = parseHeader(part);
        if (header === undefined) {
          this.#problem = "a frame header that is not a JSON object";
          return;
        }
        this.#header = header;
        this.#expect("payload", this.#payloadBytes);
        return;
      }
      case "payload":
        frames.push({ header: this.#header, payload: part });
        this.#expect("prefix", PREFIX_BYTES);
    }
  }

  #expect(part: "prefix" | "header" | "payload", bytes: number): void {
    this.#part = part;
    this.#target = new Uint8Array(bytes);
    this.#filled = 0;
  }
}

function parseHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const header: unknown = JSON.parse(decoder.decode(bytes));
    // After the check it is an object with string keys, which is all that this type says.
    if (typeof header === "object" && header !== null && !Array.isArray(header)) {
      return header as Record<string, unknown>;
    }
  } catch {
    // Not UTF-8, or not JSON.
  }
  return undefined;
}
