/**
 * The command lines of a shell snippet, as far as documents use a shell.
 *
 * @module
 */

/** One command: its words without quotes, the settings before it left out. */
export type ShellCommand = readonly string[];

/** Returns the commands of a snippet: each part of a pipe is one. Comments and redirections are left out. */
export function shellCommands(snippet: string): readonly ShellCommand[] {
  const lines = snippet.replace(/\\\n\s*/g, " ").split("\n");
  return lines.flatMap(commandsOf).filter((words) => words.length > 0);
}

function commandsOf(line: string): readonly ShellCommand[] {
  const commands: string[][] = [[]];
  // A setting with a command in it, quoted text, a control operator, a comment, a redirection, or anything else.
  const token =
    /\s*(?:(\|\||\||&&|;)|(#.*)|(\d?>+\s*(?:"[^"]*"|\S+))|((?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s|;#"']|(?<=\S)#)+))/gy;
  for (const [, operator, comment, redirection, word] of line.trimEnd().matchAll(token)) {
    if (operator !== undefined) commands.push([]);
    else if (comment === undefined && redirection === undefined) commands.at(-1)?.push(word ?? "");
  }
  return commands.map((words) => {
    const begin = words.findIndex((word) => !/^\w+=/.test(word));
    return begin < 0 ? [] : words.slice(begin).map(unquote);
  });
}

function unquote(word: string): string {
  return word.replace(/"([^"]*)"|'([^']*)'/g, (_all, double, single) => double ?? single);
}
