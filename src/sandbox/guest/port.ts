/**
 * The guest's end of the pipe: blocking reads and writes, without an event loop. That is what makes a tool call cheap,
 * and a program that waits has nothing else to do.
 *
 * @module
 */

import {
  encodeFrameHead,
  type Frame,
  FrameReader,
  type GuestMessage,
  HOST_FRAME_BOUNDS,
} from "../protocol.ts";

const CHUNK_BYTES = 256 * 1024;
/** Small frames are gathered up to this size and leave together. */
const GATHER_BYTES = 64 * 1024;

/** What a running program needs of the pipe. */
export interface Port {
  send(message: GuestMessage, payload?: Uint8Array): void;
  /** Sends what was gathered. */
  flush(): void;
  /** The next frames, at least one; waits for them. */
  receive(): readonly Frame[];
}

/** The pipe to the host. When it ends or breaks, so does the guest. */
export class Pipe implements Port {
  readonly #read: (buffer: Uint8Array) => number | null;
  readonly #write: (bytes: Uint8Array) => number;
  readonly #end: () => never;
  readonly #reader = new FrameReader(HOST_FRAME_BOUNDS);
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

  send(message: GuestMessage, payload: Uint8Array = new Uint8Array()): void {
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

  flush(): void {
    this.#writeAll(this.#gathered.subarray(0, this.#gatheredBytes));
    this.#gatheredBytes = 0;
  }

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
      return this.#end(); // the host is gone
    }
  }
}
