/**
 * The table of commands as the scripts of shells need it.
 *
 * @module
 */

import { type CommandSpec, type Completion, FLAGS } from "./command_spec.ts";
import { COMMANDS } from "./command_table.ts";

/** One flag of a command. */
export interface ShellFlag {
  readonly name: string;
  readonly what: string;
  /** What its value is called; absent when it takes none. */
  readonly value: string | undefined;
  readonly isRepeated: boolean;
  readonly completes: Completion | undefined;
}

/** All commands, in the order in which help lists them. */
export function allCommands(): readonly CommandSpec[] {
  return [...COMMANDS.values()];
}

/** The flags of a command, with `help`. */
export function flagsOf(spec: CommandSpec): readonly ShellFlag[] {
  return Object.entries({ ...spec.flags, help: "print help" }).map(([name, what]) => {
    const { value, repeated, completes } = FLAGS.get(name) ?? {};
    return { name, what, value, isRepeated: repeated ?? false, completes };
  });
}

/** The flags that take a value, whichever command has them. */
export function valueFlags(): readonly string[] {
  return [...FLAGS].flatMap(([name, { value }]) => value === undefined ? [] : [name]);
}
