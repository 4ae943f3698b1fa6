/**
 * What a command answers, on stdout.
 *
 * @module
 */

/** Writes a text to stdout. Whoever reads it may have enough of it: what is left is then nobody's. */
export async function print(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text.endsWith("\n") ? text : `${text}\n`);
  try {
    for (let at = 0; at < bytes.length;) at += await Deno.stdout.write(bytes.subarray(at));
  } catch (error) {
    if (!(error instanceof Deno.errors.BrokenPipe)) throw error;
  }
}

/** A value as JSON: in lines for a person at a terminal, on one line for programs. */
export function formatJson(value: unknown): string {
  return Deno.stdout.isTerminal() ? JSON.stringify(value, null, 2) : JSON.stringify(value);
}
