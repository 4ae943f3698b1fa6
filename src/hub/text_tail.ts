/**
 * The end of a stream of text, for error messages: what a child last wrote to stderr.
 *
 * @module
 */

/** Keeps the last characters of a stream of UTF-8 bytes, in bounded memory. */
export class TextTail {
  readonly #length: number;
  readonly #decoder = new TextDecoder();
  #text = "";

  /** `length` is in UTF-16 code units; 8 Ki holds a stack trace. */
  constructor(length = 8 * 1024) {
    this.#length = length;
  }

  append(bytes: Uint8Array): void {
    this.#text = (this.#text + this.#decoder.decode(bytes, { stream: true })).slice(-this.#length);
  }

  /** What is kept, as it came. */
  get text(): string {
    return this.#text.toWellFormed();
  }
}
