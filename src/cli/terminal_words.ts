/**
 * What is written for agents, in the words of whoever types commands.
 *
 * @module
 */

const COMMANDS: Readonly<Record<string, string>> = {
  list_directory: "runbyte ls",
  read_file: "runbyte cat",
  execute_code: "runbyte exec",
};

/** Replaces the names of Runbyte's tools by those of the commands that do the same. */
export function inTerminalWords(text: string): string {
  return text.replace(
    /\b(list_directory|read_file|execute_code)\b(?: '([^'\n]*)')?/g,
    (_whole, tool: string, path?: string) => `'${COMMANDS[tool]}${path === undefined ? "" : ` ${path}`}'`,
  );
}
