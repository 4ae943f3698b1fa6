/**
 * Frames on a pipe between two processes: two little-endian 32-bit lengths, a small JSON header and raw bytes. Large
 * text travels as those bytes: as a string inside the header, 10 MB would cost 60 to 100 ms of escaping.
 *
 * The reader takes the other end for hostile: it bounds both lengths before it allocates, works in linear time, and
 * reports what it cannot read as a value.
 *
 * @module
 */

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

const PREFIX_BYTES = 8;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Returns the bytes of a frame up to its payload. They are separate so that a large payload need not be copied.
 *
 * @param message The header: what JSON can write of it.
 */
export function encodeFrameHead(message: object, payloadBytes: number): Uint8Array<ArrayBuffer> {
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
