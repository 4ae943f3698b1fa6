/**
 * The command line's words → what to do.
 *
 * @module
 */

import type { Command, ConfigFlags } from "./command.ts";
import { nearest } from "../suggest.ts";
import { type CommandSpec, FLAGS } from "./command_spec.ts";
import { COMMANDS, usageOf } from "./command_table.ts";
import { parseDuration } from "./duration.ts";
import { readNewServer } from "./new_server.ts";

/**
 * Reads the arguments. Flags may have one dash or two, stand anywhere before `--`, and take their value as `-k v` or
 * `-k=v`, as Go's flags do.
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
  const flags = new Map<string, readonly string[]>();
  const words: string[] = [];
  const left = args.values();
  for (const word of left) {
    if (word === "--") break;
    const [, name, given] = /^--?([^=-][^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) {
      words.push(word);
      continue;
    }
    const flag = FLAGS.get(name);
    if (flag === undefined) return unknownFlag(name, words[0]);
    if (flag.value === undefined && given !== undefined) return misuse(`-${name} takes no value`);
    const value = flag.value === undefined ? "" : given ?? left.next().value;
    if (value === undefined) return misuse(`-${name} needs a value: -${name} ${flag.value}`);
    flags.set(name, flag.repeated ? [...flags.get(name) ?? [], value] : [value]);
  }
  return checkWords(words, [...left], flags);
}

/** Holds the words against the table, before they are read one by one. */
function checkWords(
  [called, ...words]: readonly string[],
  rest: readonly string[],
  flags: ReadonlyMap<string, readonly string[]>,
): Command {
  const spec = COMMANDS.get(called ?? "serve");
  if (spec === undefined) return unknownCommand(called ?? "");
  const { name } = spec;
  if (flags.has("help") || flags.has("h")) {
    return called === undefined ? { kind: "help" } : { kind: "help", of: name };
  }
  const foreign = [...flags.keys()].find((flag) => spec.flags[flag] === undefined);
  if (foreign !== undefined) {
    return misuse(`'${name}' has no flag '-${foreign}': run 'runbyte ${name} -help'`);
  }
  if (flags.has("version")) return { kind: "version" };
  const all = spec.rest === undefined ? [...words, ...rest] : words;
  // A variable of a shell that is not set is an empty word.
  const given = all.includes("") ? all.indexOf("") : all.length;
  const missing = spec.words[given] ?? (given < all.length ? spec.words.at(-1) : undefined);
  if (missing !== undefined && !missing.optional) {
    return misuse(`${name} needs ${missing.what}: ${usageOf(spec)}`);
  }
  if (all.length > spec.words.length && !spec.words.at(-1)?.repeated) {
    return misuse(`unexpected '${all[spec.words.length]}': ${usageOf(spec)}`);
  }
  return readCommand(spec, new Given(all, spec.rest === undefined ? [] : rest, flags));
}

/** What was given to a command. */
class Given {
  readonly words: readonly string[];
  /** What is behind `--`, where the command takes that. */
  readonly rest: readonly string[];
  readonly #flags: ReadonlyMap<string, readonly string[]>;

  constructor(
    words: readonly string[],
    rest: readonly string[],
    flags: ReadonlyMap<string, readonly string[]>,
  ) {
    this.words = words;
    this.rest = rest;
    this.#flags = flags;
  }

  has(flag: string): boolean {
    return this.#flags.has(flag);
  }

  text(flag: string): string | undefined {
    return this.#flags.get(flag)?.at(-1);
  }

  /** All values of a flag that may be repeated. */
  all(flag: string): readonly string[] {
    return this.#flags.get(flag) ?? [];
  }

  get config(): ConfigFlags {
    const config = this.text("config");
    return config === undefined ? {} : { config };
  }
}

/** Every word that the table asks for is there. */
function readCommand({ name }: CommandSpec, given: Given): Command {
  const { config, words } = given;
  const [first = "", second = ""] = words;
  switch (name) {
    case "serve":
      return readServe(given);
    case "ls":
      return {
        kind: "ls",
        flags: { ...config, path: first, descriptions: given.has("descriptions") },
      };
    case "cat": {
      const lines = given.text("lines");
      return { kind: "cat", flags: { ...config, paths: words, ...(lines === undefined ? {} : { lines }) } };
    }
    case "search":
      return { kind: "search", flags: { ...config, query: words.join(" ") } };
    case "exec":
      return withTimeout(given, (time) => ({
        kind: "exec",
        flags: { ...config, ...time, file: first, json: given.has("json") },
      }));
    case "call":
      return withTimeout(given, (time) => ({
        kind: "call",
        flags: { ...config, ...time, tool: first, args: second || "{}", json: given.has("json") },
      }));
    case "types":
      return { kind: "types", flags: { ...config, folder: first } };
    case "init":
      return { kind: "init", flags: { ...config, install: given.all("install"), yes: given.has("yes") } };
    case "add": {
      const entry = readNewServer({
        ...{
          name: first,
          url: second,
          command: given.rest,
          headers: given.all("header"),
          env: given.all("env"),
        },
        ...{ cwd: given.text("cwd"), type: given.text("type") },
      });
      return typeof entry === "string"
        ? misuse(entry)
        : { kind: "add", flags: { ...config, name: first, entry } };
    }
    case "remove":
    case "enable":
    case "disable":
      return { kind: name, flags: { ...config, names: words } };
    case "list":
      return { kind: "list", flags: { ...config, json: given.has("json") } };
    case "doctor":
      return withTimeout(given, (time) => ({
        kind: "doctor",
        flags: { ...config, ...time, names: words, json: given.has("json") },
      }));
    case "accept": {
      const [server = "", ...tools] = words;
      const [yes, full] = [given.has("yes"), given.has("full")];
      return { kind: "accept", flags: { ...config, server, tools, yes, full } };
    }
    case "completions":
      return { kind: "completions", flags: { ...config, shell: first } };
    case "help": {
      if (words.length === 0) return { kind: "help" };
      const of = COMMANDS.get(first);
      return of === undefined ? unknownCommand(first) : { kind: "help", of: of.name };
    }
    default:
      return name satisfies never;
  }
}

function readServe(given: Given): Command {
  const [host, port, transport] = [given.text("host"), given.text("port"), given.text("transport")];
  if (transport !== undefined && transport !== "stdio" && transport !== "http") {
    return misuse(`Invalid transport mode: ${transport} (must be 'stdio' or 'http')`);
  }
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
    return misuse(`invalid port '${port}': it must be a number up to 65535`);
  }
  return {
    kind: "serve",
    flags: {
      ...given.config,
      ...(host === undefined || host === "" ? {} : { host }),
      // The original takes 0 for "not given".
      ...(port === undefined || Number(port) === 0 ? {} : { port: Number(port) }),
      ...(transport === undefined ? {} : { transport }),
    },
  };
}

function withTimeout(given: Given, make: (time: { readonly timeoutMs?: number }) => Command): Command {
  const text = given.text("timeout");
  if (text === undefined) return make({});
  const timeoutMs = parseDuration(text);
  return timeoutMs === undefined
    ? misuse(`invalid time '${text}': write 90s, 1500ms or 2m, up to 24h`)
    : make({ timeoutMs });
}

function unknownCommand(word: string): Command {
  const near = nearest(word, [...COMMANDS.keys(), "-version"]);
  const next = near === undefined ? "run 'runbyte -help'" : `did you mean '${near}'?`;
  return misuse(`unknown command '${word}': ${next}`);
}

function unknownFlag(flag: string, command: string | undefined): Command {
  const spec = COMMANDS.get(command ?? "serve");
  const own = spec === undefined ? [...FLAGS.keys()] : [...Object.keys(spec.flags), "help"];
  const near = nearest(flag, own.filter((name) => name.length > 1));
  if (near === undefined && spec?.rest !== undefined) {
    return misuse(`unknown flag '-${flag}': a command and its flags stand behind '--': ${usageOf(spec)}`);
  }
  const help = command === undefined || spec === undefined ? "runbyte -help" : `runbyte ${spec.name} -help`;
  return misuse(
    `unknown flag '-${flag}': ${near === undefined ? `run '${help}'` : `did you mean '-${near}'?`}`,
  );
}

function misuse(message: string): Command {
  return { kind: "misuse", message };
}
