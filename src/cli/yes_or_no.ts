/**
 * A question before something is written, put to the person at the terminal.
 *
 * Not `confirm()`: that one writes to stdout, where nobody sees it when that is a pipe or a file, and takes "yes" for no.
 *
 * @module
 */

import { readLine } from "./terminal_question.ts";

/** Asks on stderr; an empty line and the end of the input say no. Ctrl-C ends the process as it does elsewhere. */
export async function yesOrNo(question: string): Promise<boolean> {
  for (;;) {
    const line = await readLine(`${question} [y/N] `);
    const answer = meaningOf(line ?? "");
    if (answer !== undefined) {
      // Whoever has typed Ctrl-D has not ended the line.
      if (line === undefined) console.error("");
      return answer;
    }
    console.error("Please type y or n.");
  }
}

/** What a line says; `undefined` for neither. */
export function meaningOf(line: string): boolean | undefined {
  const word = line.trim().toLowerCase();
  if (word === "" || word === "n" || word === "no") return false;
  return word === "y" || word === "yes" ? true : undefined;
}
