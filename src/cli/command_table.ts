/**
 * All commands.
 *
 * @module
 */

import type { CommandName, CommandSpec } from "./command_spec.ts";
import { GATEWAY_COMMANDS } from "./gateway_commands.ts";
import { OTHER_COMMANDS, SETUP_COMMANDS } from "./setup_commands.ts";

/** The commands in groups, each in the order in which help lists them. */
export const COMMAND_GROUPS: ReadonlyMap<string, readonly CommandSpec[]> = new Map([
  ["Use", GATEWAY_COMMANDS],
  ["Set up", SETUP_COMMANDS],
  ["Other", OTHER_COMMANDS],
]);

/** The commands by name. */
export const COMMANDS: ReadonlyMap<string, CommandSpec> = new Map(
  [...COMMAND_GROUPS.values()].flat().map((spec) => [spec.name, spec]),
);

/** Returns a command that is in the table. */
export function commandNamed(name: CommandName): CommandSpec {
  const spec = COMMANDS.get(name);
  if (spec === undefined) throw new Error(`'${name}' is not in the table of commands`);
  return spec;
}

/** The words of a command as help shows them: `runbyte accept NAME [TOOL ...]`. */
export function usageOf({ name, words, rest }: CommandSpec): string {
  const shown = words.map(({ name, optional, repeated }) => {
    const word = repeated ? `${name} ...` : name;
    return optional ? `[${word}]` : word;
  });
  const behind = rest?.optional ? `[-- ${rest.name} ...]` : `-- ${rest?.name} ...`;
  return ["runbyte", name, ...shown, ...(rest === undefined ? [] : [behind])].join(" ");
}
