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
  #isCut = false;

  /** `length` is in UTF-16 code units; 8 Ki holds a stack trace. */
  constructor(length = 8 * 1024) {
    this.#length = length;
  }

  append(bytes: Uint8Array): void {
    const text = this.#text + this.#decoder.decode(bytes, { stream: true });
    this.#isCut ||= text.length > this.#length;
    this.#text = text.slice(-this.#length);
  }

  /** What is kept, behind an ellipsis where something came before: a secret may have been cut in two. */
  get text(): string {
    return (this.#isCut ? "…" : "") + this.#text.toWellFormed();
  }
}
