/**
 * A child's end of the pipe to the gateway: blocking reads and writes, without an event loop. That is what makes an
 * exchange cheap, and a child that waits has nothing else to do.
 *
 * @module
 */

import { encodeFrameHead, type Frame, type FrameBounds, FrameReader } from "./frame.ts";

const CHUNK_BYTES = 256 * 1024;
/** Small frames are gathered up to this size and leave together. */
const GATHER_BYTES = 64 * 1024;

/** Bounds of what the gateway sends: a program with all modules, a tool's reply. */
const BOUNDS: FrameBounds = { headerBytes: 64 << 20, payloadBytes: 1 << 30 };

/** The pipe to the gateway. When it ends or breaks, so does the child. */
export class Pipe {
  readonly #read: (buffer: Uint8Array) => number | null;
  readonly #write: (bytes: Uint8Array) => number;
  readonly #end: () => never;
  readonly #reader = new FrameReader(BOUNDS);
  readonly #chunk = new Uint8Array(CHUNK_BYTES);
  readonly #gathered = new Uint8Array(GATHER_BYTES);
  #gatheredBytes = 0;

  constructor(ends: {
    readonly read: (buffer: Uint8Array) => number | null;
    readonly write: (bytes: Uint8Array) => number;
    readonly end: () => never;
  }) {
    this.#read = ends.read;
    this.#write = ends.write;
    this.#end = ends.end;
  }

  /** Sends a frame, when enough has gathered or at the next {@linkcode Pipe.receive}. */
  send(message: object, payload: Uint8Array = new Uint8Array()): void {
    const head = encodeFrameHead(message, payload.length);
    for (const bytes of [head, payload]) {
      if (this.#gatheredBytes + bytes.length > GATHER_BYTES) this.flush();
      if (bytes.length > GATHER_BYTES) this.#writeAll(bytes);
      else {
        this.#gathered.set(bytes, this.#gatheredBytes);
        this.#gatheredBytes += bytes.length;
      }
    }
  }

  /** Sends what was gathered. */
  flush(): void {
    this.#writeAll(this.#gathered.subarray(0, this.#gatheredBytes));
    this.#gatheredBytes = 0;
  }

  /** The next frames, at least one; waits for them. */
  receive(): readonly Frame[] {
    this.flush();
    for (;;) {
      const count = this.#attempt(() => this.#read(this.#chunk));
      if (count === null) return this.#end();
      const { frames, problem } = this.#reader.push(this.#chunk.subarray(0, count));
      if (frames.length > 0) return frames;
      if (problem !== undefined) return this.#end();
    }
  }

  #writeAll(bytes: Uint8Array): void {
    let written = 0;
    while (written < bytes.length) written += this.#attempt(() => this.#write(bytes.subarray(written)));
  }

  #attempt<Value>(work: () => Value): Value {
    try {
      return work();
    } catch {
      return this.#end(); // the gateway is gone
    }
  }
}
