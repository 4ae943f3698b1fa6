/**
 * The command line's words → what to do.
 *
 * @module
 */

import { nearest } from "../suggest.ts";

/** What the command line asks for. */
export type Command =
  | { readonly kind: "help" }
  | { readonly kind: "version" }
  | { readonly kind: "serve"; readonly flags: ServeFlags }
  | { readonly kind: "misuse"; readonly message: string };

/** The flags of `serve`, the default command. */
export interface ServeFlags {
  readonly config?: string;
  readonly host?: string;
  readonly port?: number;
  readonly transport?: "stdio" | "http";
}

/** The flags, and whether each takes a value. */
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["config", true],
  ["host", true],
  ["port", true],
  ["transport", true],
  ["help", false],
  ["h", false],
  ["version", false],
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
  const words = args.values();
  for (const word of words) {
    const [, name, given] = /^--?([^=-][^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) return misuse(`unknown command '${word}': run 'runbyte -help'`);
    const takesValue = FLAGS.get(name);
    if (takesValue === undefined) return unknownFlag(name);
    if (!takesValue && given !== undefined) return misuse(`-${name} takes no value`);
    const value = takesValue ? given ?? words.next().value : "";
    if (value === undefined) return misuse(`-${name} needs a value: -${name} VALUE`);
    values.set(name, value);
  }
  if (values.has("help") || values.has("h")) return { kind: "help" };
  if (values.has("version")) return { kind: "version" };
  return readServeFlags(Object.fromEntries(values));
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
