/**
 * Bytes to lines of text, in time and memory that grow with the bytes.
 *
 * A line that comes in parts is decoded part by part. (Joining what is there with each new part takes 3 s for a line of
 * 10 MB, this 20 ms. Joining the bytes at the end is as quick, but buffers of megabytes that come and go leave the
 * process's heap in pieces: after 300 messages of 0.5 MB it had grown from 110 to 300 MB.)
 *
 * @module
 */

/** A line without its line feed, or what is left of one that was longer than the limit. */
export type Line =
  | { readonly kind: "line"; readonly text: string }
  | {
    readonly kind: "oversized";
    readonly length: number;
    /** Its first bytes, at most {@linkcode EDGE_BYTES}. */
    readonly head: Uint8Array;
    /** Its last bytes, at most {@linkcode EDGE_BYTES}. */
    readonly tail: Uint8Array;
  };

/** How much of an oversized line is kept at either end: enough for a JSON-RPC id. */
export const EDGE_BYTES = 512;

const LINE_FEED = 10;
const EMPTY = new Uint8Array();

/** Splits a stream of bytes at line feeds. */
export class LineSplitter {
  readonly #limit: number;
  readonly #decoder = new TextDecoder();
  /** What is there of a line that came in parts; without its text once it is oversized. */
  #text = "";
  #length = 0;
  #head: Uint8Array = EMPTY;
  #tail: Uint8Array = EMPTY;

  /** A line of more than `limitBytes` is not kept. */
  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  /** Takes the next bytes, of which it keeps none, and yields the lines that they complete. */
  *push(chunk: Uint8Array): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      yield this.#take(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  #keep(bytes: Uint8Array): void {
    this.#length += bytes.length;
    if (this.#head.length < EDGE_BYTES) this.#head = concat(this.#head, bytes).slice(0, EDGE_BYTES);
    this.#tail = bytes.length < EDGE_BYTES
      ? concat(this.#tail, bytes).slice(-EDGE_BYTES)
      : bytes.slice(-EDGE_BYTES);
    if (this.#length > this.#limit) this.#text = "";
    else this.#text += this.#decoder.decode(bytes, { stream: true });
  }

  #take(rest: Uint8Array): Line {
    if (this.#length === 0 && rest.length <= this.#limit) {
      return { kind: "line", text: this.#decoder.decode(rest) };
    }
    this.#keep(rest);
    const [length, head, tail] = [this.#length, this.#head, this.#tail];
    const text = this.#text + this.#decoder.decode();
    this.#text = "";
    this.#length = 0;
    this.#head = this.#tail = EMPTY;
    return length > this.#limit ? { kind: "oversized", length, head, tail } : { kind: "line", text };
  }
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + Math.min(second.length, EDGE_BYTES));
  joined.set(first);
  joined.set(second.subarray(0, EDGE_BYTES), first.length);
  return joined;
}
