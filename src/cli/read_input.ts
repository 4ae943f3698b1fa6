/**
 * Texts that a command is given by the name of a file, or on stdin.
 *
 * @module
 */

import { fileReason } from "./file_reason.ts";

/** Reads a file, or stdin for `-`. Returns why it cannot be read in place of its text. */
export async function readInput(
  file: string,
): Promise<{ readonly text: string } | { readonly fault: string }> {
  try {
    if (file !== "-") return { text: await Deno.readTextFile(file) };
    if (Deno.stdin.isTerminal()) console.error("Reading from the terminal: end with Ctrl-D.");
    return { text: await new Response(Deno.stdin.readable).text() };
  } catch (error) {
    return { fault: `cannot read ${file}: ${fileReason(error)}` };
  }
}
