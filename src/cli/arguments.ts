/**
 * The command line's words → what to do.
 *
 * @module
 */

import { parseArgs } from "node:util";
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
  readonly port?: number;
  readonly transport?: "stdio" | "http";
}

const OPTIONS = {
  config: { type: "string" },
  port: { type: "string" },
  transport: { type: "string" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/**
 * Reads the arguments. Flags may have one dash or two, and take their value as `-k v` or `-k=v`, as Go's flags do.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.deepEqual(parseCommand(["-config", "a.json"]), { kind: "serve", flags: { config: "a.json" } });
 * ```
 */
export function parseCommand(args: readonly string[]): Command {
  const words = args.map((word) => word.replace(/^-(?=[a-zA-Z]{2})/, "--"));
  const unknown = words.map(findUnknown).find((message) => message !== undefined);
  if (unknown !== undefined) return { kind: "misuse", message: unknown };
  try {
    const { values } = parseArgs({ args: words, options: OPTIONS, strict: true });
    if (values.help) return { kind: "help" };
    if (values.version) return { kind: "version" };
    return readServeFlags(values);
  } catch (error) {
    // node's message names the flag and what is wrong with it, in lines of advice: the first says it all.
    const [message] = (error instanceof Error ? error.message : String(error)).split("\n");
    return { kind: "misuse", message: message ?? "cannot read the arguments" };
  }
}

/** Names the nearest flag for an unknown one. Values are passed over: only words that begin with a dash are flags. */
function findUnknown(word: string, index: number, words: readonly string[]): string | undefined {
  if (takesValue(words[index - 1])) return undefined;
  if (!word.startsWith("-")) return `unknown command '${word}': run 'runbyte -help'`;
  const name = word.replace(/^-+/, "").split("=", 1)[0] ?? "";
  if (Object.hasOwn(OPTIONS, name) || name === "h") return undefined;
  const near = nearest(name, Object.keys(OPTIONS));
  return `unknown flag '-${name}': ${
    near === undefined ? "run 'runbyte -help'" : `did you mean '-${near}'?`
  }`;
}

/** Tells whether the next word is this flag's value. */
function takesValue(word: string | undefined): boolean {
  const name = word?.startsWith("--") && !word.includes("=") ? word.slice(2) : "";
  return Object.hasOwn(OPTIONS, name) && OPTIONS[name as keyof typeof OPTIONS].type === "string"; // Just checked.
}

function readServeFlags(
  values: { readonly config?: string; readonly port?: string; readonly transport?: string },
): Command {
  const { config, port, transport } = values;
  if (transport !== undefined && transport !== "stdio" && transport !== "http") {
    return { kind: "misuse", message: `Invalid transport mode: ${transport} (must be 'stdio' or 'http')` };
  }
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
    return { kind: "misuse", message: `invalid port '${port}': it must be a number up to 65535` };
  }
  return {
    kind: "serve",
    flags: {
      ...(config === undefined ? {} : { config }),
      // The original takes 0 for "not given".
      ...(port === undefined || Number(port) === 0 ? {} : { port: Number(port) }),
      ...(transport === undefined ? {} : { transport }),
    },
  };
}
