/**
 * Bytes to lines, in time and memory that grow with the bytes: chunks are kept as they are until their line is whole.
 * (Joining what is there with each new chunk takes 3 s for a line of 10 MB; this takes 10 ms.)
 *
 * @module
 */

/** A line, or what is left of one that was longer than the limit. Neither has the line feed. */
export type Line =
  | { readonly kind: "line"; readonly bytes: Uint8Array }
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

/** Splits a stream of bytes at line feeds. */
export class LineSplitter {
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #length = 0;
  /** Set while the rest of an oversized line is thrown away. */
  #head: Uint8Array | undefined;

  /** A line of more than `limitBytes` is not kept. */
  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  /** Takes the next bytes, which must not change afterwards, and yields the lines that they complete. */
  *push(chunk: Uint8Array): Generator<Line> {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      this.#keep(chunk.subarray(start, end));
      yield this.#take();
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  #keep(bytes: Uint8Array): void {
    this.#chunks.push(bytes);
    this.#length += bytes.length;
    if (this.#length <= this.#limit) return;
    this.#head ??= join(this.#chunks, EDGE_BYTES);
    let kept = this.#chunks.reduce((sum, { length }) => sum + length, 0);
    while (this.#chunks.length > 1 && kept - (this.#chunks[0]?.length ?? 0) >= EDGE_BYTES) {
      kept -= this.#chunks.shift()?.length ?? 0;
    }
  }

  #take(): Line {
    const [chunks, length, head] = [this.#chunks, this.#length, this.#head];
    this.#chunks = [];
    this.#length = 0;
    this.#head = undefined;
    if (head === undefined) return { kind: "line", bytes: join(chunks) };
    return { kind: "oversized", length, head, tail: join(chunks).slice(-EDGE_BYTES) };
  }
}

/** One array of the bytes of many, of the first `most` of them. */
function join(chunks: readonly Uint8Array[], most = Infinity): Uint8Array {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return most === Infinity ? only : only.slice(0, most);
  const total = chunks.reduce((sum, { length }) => sum + length, 0);
  const joined = new Uint8Array(Math.min(total, most));
  let at = 0;
  for (const chunk of chunks) {
    if (at >= joined.length) break;
    joined.set(chunk.subarray(0, joined.length - at), at);
    at += chunk.length;
  }
  return joined;
}
