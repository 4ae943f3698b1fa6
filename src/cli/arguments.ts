/**
 * The command line's words → what to do.
 *
 * @module
 */

import { nearest } from "../suggest.ts";

/** What the command line asks for. */
export type Command =
  | { readonly kind: "help"; readonly of?: "accept" }
  | { readonly kind: "version" }
  | { readonly kind: "serve"; readonly flags: ServeFlags }
  | { readonly kind: "accept"; readonly flags: AcceptFlags }
  | { readonly kind: "misuse"; readonly message: string };

/** The flags of `serve`, the default command. */
export interface ServeFlags {
  readonly config?: string;
  readonly host?: string;
  readonly port?: number;
  readonly transport?: "stdio" | "http";
}

/** What `accept` is to take. */
export interface AcceptFlags {
  readonly config?: string;
  readonly server: string;
  /** The names of tools; all that wait when there are none. */
  readonly tools: readonly string[];
  /** Takes without asking. */
  readonly yes: boolean;
  /** Shows texts whole. */
  readonly full: boolean;
}

/** The commands, and the flags that each has besides `help`. */
const COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["serve", ["config", "host", "port", "transport", "version"]],
  ["accept", ["config", "yes", "full"]],
]);

/** The flags, and whether each takes a value. */
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["config", true],
  ["host", true],
  ["port", true],
  ["transport", true],
  ["help", false],
  ["h", false],
  ["version", false],
  ["yes", false],
  ["full", false],
]);

/**
 * Reads the arguments. Flags may have one dash or two, and take their value as `-k v` or `-k=v`, as Go's flags do.
 *
 * Not `parseArgs` of `node:util`: Deno takes 38 ms to load that module, a third of what an agent waits for the first
 * answer.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(parseCommand(["-config", "a.json"]), { kind: "serve", flags: { config: "a.json" } });
 * ```
 */
export function parseCommand(args: readonly string[]): Command {
  const values = new Map<string, string>();
  const words: string[] = [];
  const left = args.values();
  for (const word of left) {
    const [, name, given] = /^--?([^=-][^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) {
      words.push(word);
      continue;
    }
    const takesValue = FLAGS.get(name);
    if (takesValue === undefined) return unknownFlag(name);
    if (!takesValue && given !== undefined) return misuse(`-${name} takes no value`);
    const value = takesValue ? given ?? left.next().value : "";
    if (value === undefined) return misuse(`-${name} needs a value: -${name} VALUE`);
    values.set(name, value);
  }
  return readCommand(words, values);
}

function readCommand(
  [command = "serve", ...words]: readonly string[],
  values: ReadonlyMap<string, string>,
): Command {
  const flags = COMMANDS.get(command);
  if (flags === undefined) return unknownCommand(command);
  if (values.has("help") || values.has("h")) {
    return command === "accept" ? { kind: "help", of: command } : { kind: "help" };
  }
  const foreign = [...values.keys()].find((name) => !flags.includes(name));
  if (foreign !== undefined) {
    return misuse(`'${command}' has no flag '-${foreign}': run 'runbyte ${command} -help'`);
  }
  if (command === "accept") return readAccept(words, values);
  const [word] = words;
  if (word !== undefined) return unknownCommand(word);
  if (values.has("version")) return { kind: "version" };
  return readServeFlags(Object.fromEntries(values));
}

function readAccept([server, ...tools]: readonly string[], values: ReadonlyMap<string, string>): Command {
  if (server === undefined) return misuse("accept needs the name of a server: runbyte accept NAME");
  const config = values.get("config");
  return {
    kind: "accept",
    flags: {
      ...(config === undefined ? {} : { config }),
      ...{ server, tools, yes: values.has("yes"), full: values.has("full") },
    },
  };
}

function unknownCommand(word: string): Command {
  const near = nearest(word, [...COMMANDS.keys()]);
  const next = near === undefined ? "run 'runbyte -help'" : `did you mean '${near}'?`;
  return misuse(`unknown command '${word}': ${next}`);
}

function misuse(message: string): Command {
  return { kind: "misuse", message };
}

function unknownFlag(name: string): Command {
  const near = nearest(name, [...FLAGS.keys()].filter((flag) => flag.length > 1));
  return misuse(
    `unknown flag '-${name}': ${near === undefined ? "run 'runbyte -help'" : `did you mean '-${near}'?`}`,
  );
}

function readServeFlags(
  values: {
    readonly config?: string;
    readonly host?: string;
    readonly port?: string;
    readonly transport?: string;
  },
): Command {
  const { config, host, port, transport } = values;
  if (transport !== undefined && transport !== "stdio" && transport !== "http") {
    return misuse(`Invalid transport mode: ${transport} (must be 'stdio' or 'http')`);
  }
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
    return misuse(`invalid port '${port}': it must be a number up to 65535`);
  }
  return {
    kind: "serve",
    flags: {
      ...(config === undefined ? {} : { config }),
      ...(host === undefined || host === "" ? {} : { host }),
      // The original takes 0 for "not given".
      ...(port === undefined || Number(port) === 0 ? {} : { port: Number(port) }),
      ...(transport === undefined ? {} : { transport }),
    },
  };
}
