/**
 * One line at the foot of a terminal that says what a command is waiting for, and goes when it is there.
 *
 * @module
 */

import { cleanLine } from "../text.ts";
import { paintFor } from "./colours.ts";
import { fit } from "./columns.ts";

/** What takes less time than this is not worth a word, in milliseconds. */
const AFTER_MS = 400;

/** Shows nothing where stderr is no terminal. Whoever tells something calls {@linkcode StatusLine.clear} in the end. */
export class StatusLine {
  readonly #isShown = Deno.stderr.isTerminal();
  readonly #paint = paintFor(Deno.stderr);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hasText = false;

  /** Says what is waited for, after a moment. */
  tell(text: string): void {
    this.clear();
    if (this.#isShown) this.#timer = setTimeout(() => this.#show(text), AFTER_MS);
  }

  /** Takes the line away, for other text. */
  clear(): void {
    clearTimeout(this.#timer);
    if (this.#hasText) write("\r\u001b[K");
    this.#hasText = false;
  }

  #show(text: string): void {
    write(this.#paint("dim", fit(cleanLine(text), columns() - 1)));
    this.#hasText = true;
  }
}

function columns(): number {
  try {
    return Deno.consoleSize().columns || 80;
  } catch {
    return 80; // Not every stream that says it is a terminal has a size.
  }
}

function write(text: string): void {
  Deno.stderr.writeSync(new TextEncoder().encode(text));
}
