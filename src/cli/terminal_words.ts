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

/** Names the commands that do what Runbyte's tools do, and those that only people have. */
export function inTerminalWords(text: string): string {
  const named = text.replace(
    /\b(list_directory|read_file|execute_code)\b(?: '([^'\n]*)')?/g,
    (_whole, tool: string, path?: string) => `'${COMMANDS[tool]}${path === undefined ? "" : ` ${path}`}'`,
  );
  const [, down] = /\bserver '([^'\n]+)' is not available \(/.exec(named) ?? [];
  // An agent goes on without the server; a person can mend it.
  return down === undefined
    ? named
    : named.replace("the other servers can be used", () => `'runbyte doctor ${down}' says what to do`);
}
