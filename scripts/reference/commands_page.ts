/**
 * The page that tells every command, and the table of them in the README, from the table that reads the command line.
 *
 * @module
 */

import { type CommandSpec, FLAGS } from "../../src/cli/command_spec.ts";
import { COMMAND_GROUPS, usageOf } from "../../src/cli/command_table.ts";

const BEGINNING = `# Commands

Every command that is typed in a terminal, with its flags and examples. Agents need none of them.

\`runbyte\` without a command serves MCP clients; an MCP client starts it so. \`runbyte COMMAND -help\` prints what is said of
a command here. Flags take one dash or two, and a value after a space or \`=\`; they may stand anywhere before \`--\`.

- **Output.** Answers go to stdout: JSON on one line in a pipe, with line breaks on a terminal. Everything else goes to
  stderr: console output of programs, tool calls, questions, what is waited for. \`NO_COLOR\` turns colours off.
- **Exit codes.** 0 fine, 1 failed, 2 bad arguments or config, 70 an error inside Runbyte, 130 interrupted.
- **Servers.** A command starts only the servers that it needs, asks before a call that the config wants confirmed where
  it has a terminal, and takes everything that it started along when it ends, by Ctrl-C too.

This page is generated from the table that reads the command line (\`deno task reference\`).
`;

/** Returns the page as Markdown. */
export function describeCommands(): string {
  const groups = [...COMMAND_GROUPS].map(([title, specs]) =>
    [`## ${title}\n`, ...specs.map(describeCommand)].join("\n")
  );
  return [BEGINNING, ...groups].join("\n");
}

/** Returns the table of the commands, each with its one line. */
export function commandTable(): string {
  const rows = [...COMMAND_GROUPS.values()].flat().map((spec) =>
    `| [\`${usageOf(spec)}\`](docs/commands.md#${spec.name}) | ${cell(spec.summary)} |`
  );
  return ["| command | what it does |", "| --- | --- |", ...rows].join("\n");
}

function describeCommand(spec: CommandSpec): string {
  const { name, summary, about, flags, examples } = spec;
  const rows = Object.entries(flags).map(([flag, what]) => `| \`${flagWords(flag)}\` | ${cell(what)} |`);
  return [
    `### ${name}\n`,
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}: \`${usageOf(spec)}\`\n`,
    ...about.map((paragraph) => `${escape(paragraph)}\n`),
    ...(rows.length === 0 ? [] : [`| flag | |\n| --- | --- |\n${rows.join("\n")}\n`]),
    `\`\`\`sh\n${examples.join("\n")}\n\`\`\`\n`,
  ].join("\n");
}

function flagWords(flag: string): string {
  const { value } = FLAGS.get(flag) ?? {};
  return value === undefined ? `-${flag}` : `-${flag} ${value}`;
}

/** Text in which nothing is markup but what stands in quotes as code. */
function escape(text: string): string {
  return text.replace(/[*<>]/g, "\\$&");
}

function cell(text: string): string {
  return escape(text).replaceAll("|", "\\|");
}
