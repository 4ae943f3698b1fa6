/**
 * What a command is, to whoever reads its words, writes its help or completes it.
 *
 * @module
 */

/** The names of the commands. */
export type CommandName =
  | "serve"
  | "ls"
  | "cat"
  | "search"
  | "exec"
  | "call"
  | "types"
  | "init"
  | "add"
  | "remove"
  | "enable"
  | "disable"
  | "list"
  | "doctor"
  | "accept"
  | "completions"
  | "help";

/**
 * What a shell may offer for a word: files, folders, the names of commands, those of the config's servers (`path`: with a
 * slash behind, for what comes below it), or one of these.
 */
export type Completion = "file" | "folder" | "command" | "server" | "path" | readonly string[];

/** A word that is no flag. */
export interface WordSpec {
  /** As help shows it: `NAME`. */
  readonly name: string;
  /** What is missing where it is not given: "the name of a server". */
  readonly what: string;
  readonly optional?: true;
  /** May be given more than once; the last word of a command only. */
  readonly repeated?: true;
  readonly completes?: Completion;
}

/** A flag, whichever command has it. */
export interface FlagSpec {
  /** What its value is called; a flag without one is on when it is given. */
  readonly value?: string;
  /** May be given more than once; else the last one counts. */
  readonly repeated?: true;
  readonly completes?: Completion;
}

/** One command of the table. */
export interface CommandSpec {
  readonly name: CommandName;
  /** One line, as the list of all commands has it. */
  readonly summary: string;
  /** The words behind its name, in their order. */
  readonly words: readonly WordSpec[];
  /** What is behind `--`, where the command takes anything there. */
  readonly rest?: WordSpec;
  /** Its flags, and what each does. */
  readonly flags: Readonly<Record<string, string>>;
  /** What it does, in paragraphs; lines are broken where they are shown. */
  readonly about: readonly string[];
  /** Whole command lines. */
  readonly examples: readonly string[];
}

/** The clients that `init` knows: the ids of `CLIENTS` in `setup/client.ts`, which is not loaded for a list of names. */
export const CLIENT_IDS = [
  ...["claude-desktop", "claude-code", "vscode", "vscode-workspace", "cursor"],
  ...["windsurf", "goose", "zed", "codex", "gemini"],
] as const;

/** All flags. A flag has the same form wherever it is taken, so that it may stand before the command. */
export const FLAGS: ReadonlyMap<string, FlagSpec> = new Map<string, FlagSpec>([
  ["config", { value: "PATH", completes: "file" }],
  ["cwd", { value: "DIR", completes: "folder" }],
  ["descriptions", {}],
  ["env", { value: "NAME=VALUE", repeated: true }],
  ["full", {}],
  ["h", {}],
  ["header", { value: "TEXT", repeated: true }],
  ["help", {}],
  ["host", { value: "NAME" }],
  ["install", { value: "CLIENT", repeated: true, completes: CLIENT_IDS }],
  ["json", {}],
  ["lines", { value: "FROM-TO" }],
  ["port", { value: "NUMBER" }],
  ["timeout", { value: "TIME" }],
  ["transport", { value: "HOW", completes: ["stdio", "http"] }],
  ["type", { value: "TYPE", completes: ["http", "sse"] }],
  ["version", {}],
  ["yes", {}],
]);

/** What `-config` does, for the commands that read one. */
export const CONFIG_FLAG = { config: "the config file, found as 'runbyte help' says" } as const;
