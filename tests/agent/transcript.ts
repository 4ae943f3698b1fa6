/**
 * What a scripted agent does: data for the runner.
 *
 * @module
 */

/** The servers that a task may need, each with its name in the config. */
export type ServerName = "everything" | "files" | "memory" | "git";

/** A task, and the way of an agent that makes mistakes. `$FOLDER` in any text is the folder of its files. */
export interface Transcript {
  /** What somebody asked the agent for. */
  readonly task: string;
  readonly servers: readonly ServerName[];
  /** Path below the folder → what is in it before the task. With `git` they are its first commit. */
  readonly files?: Readonly<Record<string, string>>;
  /** What the memory server knows before the task. */
  readonly memory?: readonly MemoryLine[];
  readonly steps: readonly Step[];
  /** How often the agent asks and waits. */
  readonly roundTrips: number;
  /** The tokens of all calls and answers, at most; beside what is always in the context. */
  readonly tokens: number;
  /** What must never enter the context: data that only moves between servers. */
  readonly staysOutside?: string;
}

/** A line of the memory server's file. */
export type MemoryLine =
  | {
    readonly type: "entity";
    readonly name: string;
    readonly entityType: string;
    readonly observations: readonly string[];
  }
  | { readonly type: "relation"; readonly from: string; readonly to: string; readonly relationType: string };

/** One call, and what has to come back. */
export interface Step {
  readonly tool: "list_directory" | "read_file" | "execute_code";
  readonly args: Readonly<Record<string, string | boolean>>;
  /** Each is somewhere in the answer. */
  readonly shows: readonly (string | RegExp)[];
  /** A block that the client shows beside the text. */
  readonly block?: "image";
  readonly mistake?: StepMistake;
}

/** What is wrong with a step. What it {@linkcode Step.shows} tells how to mend it. */
export interface StepMistake {
  readonly what: string;
  /** What the next step does about it: in its arguments and not in this step's. */
  readonly repair: string;
  /** Set where the answer is none of an error, only not what the agent wanted. */
  readonly isAnswered?: true;
}

/** Lines as the text of a program. */
export function program(...lines: readonly string[]): { readonly code: string } {
  return { code: lines.join("\n") };
}
