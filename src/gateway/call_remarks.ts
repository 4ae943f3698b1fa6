/**
 * What one program's tool calls gave cause to remark on. A loop makes a thousand calls of one tool: each thing is said
 * once for each tool.
 *
 * @module
 */

/** Remarks of one execution: a program cannot fill its own answer with them. */
const REMARKS = 10;

/** Collects remarks, the first of each subject. */
export class CallRemarks {
  readonly #texts = new Map<string, string>();

  /** Adds a remark unless there is one on the same subject. */
  add(subject: string, text: string): void {
    if (this.#texts.size < REMARKS && !this.#texts.has(subject)) this.#texts.set(subject, text);
  }

  /** Whether there is a remark on a subject. */
  has(subject: string): boolean {
    return this.#texts.has(subject);
  }

  /** The remarks, in the order they came. */
  list(): readonly string[] {
    return [...this.#texts.values()];
  }
}
