/**
 * What a command answers, on stdout.
 *
 * @module
 */

import { RunbyteError } from "../errors.ts";

/**
 * Writes a text to stdout. Whoever reads it may have enough of it: what is left is then nobody's.
 *
 * @throws {RunbyteError} `unavailable`, when it cannot be written for another reason.
 */
export async function print(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text.endsWith("\n") ? text : `${text}\n`);
  try {
    for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
  } catch (error) {
    throwUnlessUnread(error);
  }
}

/** Writes a line to stdout at once, as {@linkcode print} does. @throws {RunbyteError} */
export function say(text: string): void {
  const bytes = new TextEncoder().encode(`${text}\n`);
  try {
    for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
  } catch (error) {
    throwUnlessUnread(error);
  }
}

/** A reader that has enough is no failure. */
function throwUnlessUnread(error: unknown): void {
  if (error instanceof Deno.errors.BrokenPipe) return;
  const reason = error instanceof Error ? error.message.replace(/ \(os error \d+\)$/, "") : String(error);
  throw new RunbyteError("unavailable", `the output cannot be written: ${reason}`, { cause: error });
}

/** A value as JSON: in lines for a person at a terminal, on one line for programs. */
export function formatJson(value: unknown): string {
  return Deno.stdout.isTerminal() ? JSON.stringify(value, null, 2) : JSON.stringify(value);
}
