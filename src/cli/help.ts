/**
 * The text of `runbyte -help` and of `runbyte COMMAND -help`, from the table of commands, on at most 80 columns.
 *
 * @module
 */

import { type CommandName, type CommandSpec, FLAGS } from "./command_spec.ts";
import { type Paint, paintFor } from "./colours.ts";
import { wrap } from "./columns.ts";
import { COMMAND_GROUPS, commandNamed, usageOf } from "./command_table.ts";
import { print } from "./output.ts";

const WIDTH = 80;

/** Prints the help of a command, or of everything. */
export async function printHelp(name: CommandName | undefined): Promise<void> {
  await print(paintHelp(helpOf(name), paintFor(Deno.stdout)));
}

/** Returns the help of a command, or of everything. */
export function helpOf(name: CommandName | undefined): string {
  return name === undefined ? overview() : commandHelp(commandNamed(name));
}

function overview(): string {
  const longest = Math.max(...[...COMMAND_GROUPS.values()].flat().map(({ name }) => name.length));
  const commands = [...COMMAND_GROUPS].flatMap(([title, specs]) => [
    title,
    ...columns(specs.map(({ name, summary }) => [name.padEnd(longest), summary])),
  ]);
  const { flags } = commandNamed("serve");
  return `Runbyte: many MCP servers for an AI agent, through code.

Usage
  runbyte [-config PATH] [-transport stdio|http] [-host NAME] [-port NUMBER]
  runbyte COMMAND ...

${commands.join("\n")}

'runbyte COMMAND -help' explains a command. To begin, 'runbyte init' finds the
servers of your MCP clients, 'runbyte add' takes one by hand, 'runbyte doctor'
checks them. A client starts Runbyte without a command and talks to it over
stdin and stdout; its configuration has this in place of its servers:

  { "mcpServers": { "runbyte": {
      "command": "runbyte", "args": ["-config", "/path/to/runbyte.json"] } } }

Flags (one dash or two, '-flag value' or '-flag=value')
${flagLines({ ...flags, config: CONFIG_SEARCH, help: "print this" }).join("\n")}
`;
}

const CONFIG_SEARCH = "the config file, else $RUNBYTE_CONFIG, else the first of ./runbyte.json, " +
  "~/.config/runbyte/config.json, ~/.runbyte/config.json, /etc/runbyte/config.json";

function commandHelp(spec: CommandSpec): string {
  const { summary, about, examples } = spec;
  const [first = summary, ...more] = about;
  const words = [...spec.words, ...(spec.rest === undefined ? [] : [spec.rest])];
  return [
    ...wrap(first, WIDTH),
    "",
    "Usage",
    ...usageLines(spec),
    "",
    ...(words.length === 0 ? [] : ["Words", ...columns(words.map(({ name, what }) => [name, what])), ""]),
    ...more.flatMap((paragraph) => [...wrap(paragraph, WIDTH), ""]),
    "Flags",
    ...flagLines({ ...spec.flags, help: "print this" }),
    "",
    examples.length === 1 ? "Example" : "Examples",
    ...examples.map((example) => `  ${example}`),
    "",
  ].join("\n");
}

/** Titles stand out, and so do the names of commands, flags and words. */
function paintHelp(text: string, paint: Paint): string {
  const titles = ["Usage", "Words", "Flags(?: \\(.*\\))?", "Examples?", ...COMMAND_GROUPS.keys()];
  return text
    .replace(new RegExp(`^(?:${titles.join("|")})$`, "gm"), (title) => paint("bold", title))
    .replace(
      /^  (-?[A-Za-z/-]+(?: [A-Z=]+)?)(?= {2,}\S)/gm,
      (_term, term: string) => `  ${paint("cyan", term)}`,
    );
}

/** The usage with the flags of the command, in lines. */
function usageLines(spec: CommandSpec): readonly string[] {
  const [head, ...rest] = usageOf(spec).split(/(?= -- )/);
  const flags = Object.keys(spec.flags).map((flag) => `[${flagWords(flag)}]`);
  const lines: string[] = [`  ${head}`];
  for (const part of [...flags, ...rest.map((text) => text.trim())]) {
    const last = `${lines.pop()} ${part}`;
    if (last.length <= WIDTH) lines.push(last);
    else lines.push(last.slice(0, -part.length - 1), `      ${part}`);
  }
  return lines;
}

function flagLines(flags: Readonly<Record<string, string>>): readonly string[] {
  return columns(Object.entries(flags).map(([flag, what]) => [flagWords(flag), what]));
}

function flagWords(flag: string): string {
  const { value } = FLAGS.get(flag) ?? {};
  return value === undefined ? `-${flag}` : `-${flag} ${value}`;
}

/** Terms, and what is said of each, side by side. */
function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([term]) => term.length)) + 4;
  return rows.flatMap(([term, text]) =>
    wrap(text, WIDTH - width).map((line, n) => `${(n === 0 ? `  ${term}` : "").padEnd(width)}${line}`)
  );
}
