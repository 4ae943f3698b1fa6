/**
 * What every agent always has in its context: the instructions and the three tools. Each word here is paid for in every
 * conversation, and an agent that never saw Runbyte has to succeed with it at the first try.
 *
 * @module
 */

import type { Tool } from "@modelcontextprotocol/server";
import { DEFAULT_LIMITS, type Limits } from "../limits.ts";
import { cleanLine } from "../text.ts";

/** A tool of Runbyte's own, as `tools/list` shows it. */
export interface SurfaceTool extends Tool {
  readonly name: "list_directory" | "read_file" | "execute_code";
  readonly description: string;
  readonly inputSchema: Tool["inputSchema"] & {
    readonly properties: NonNullable<Tool["inputSchema"]["properties"]>;
  };
}

/** The instructions of the server (MCP `initialize` and `server/discover`). */
export const INSTRUCTIONS =
  "Many MCP servers behind code. Find tools with list_directory's query, read_file tells more, then do the whole task " +
  "in one execute_code program that returns only what you need.";

/** Room for the names of the configured servers, in tokens. */
const SERVER_NAMES_TOKENS = 60;

/**
 * Makes the three tools. `serverNames` are told in the first one, so that models and tool search know what is here, and
 * how long a program may take in the last one.
 */
export function surfaceTools(
  serverNames: readonly string[],
  { executionMs }: Pick<Limits, "executionMs"> = DEFAULT_LIMITS,
): readonly SurfaceTool[] {
  return [
    {
      name: "list_directory",
      title: "Find tools",
      description:
        "Find tools: query says in a few words what they should do; the best ten come ready to call. Without it, " +
        "list /servers, or the tools in /servers/NAME (withDescriptions: what each does).\n" +
        `Servers: ${listNames(serverNames)}`,
      inputSchema: {
        type: "object",
        properties: {
          query: { type: "string" },
          path: { type: "string", default: "/servers" },
          withDescriptions: { type: "boolean", default: false },
        },
      },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    {
      name: "read_file",
      title: "Read a tool's types",
      description:
        "Read a tool's TypeScript signature and docs, e.g. /servers/github/createIssue.ts; /servers/github gives all in " +
        "short. Skip it when a query already showed what you need.",
      inputSchema: {
        type: "object",
        properties: { path: { type: "string" }, lines: { type: "string", description: "e.g. 40-90" } },
        required: ["path"],
      },
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    {
      name: "execute_code",
      title: "Run a program",
      description:
        `Run TypeScript that defines exec(). You get back its return value as JSON, and console output.

import { listIssues } from "./servers/github";
export async function exec() {
  const pages = await Promise.all([1, 2].map((page) => listIssues({ repo: "a/b", page })));
  return pages.flat().filter((issue) => issue.open).map((issue) => issue.title);
}

A tool resolves to its structured result, else parsed JSON or text, and throws an Error when it fails. ` +
        `Has timers, URL, crypto; no network, files, npm or Node APIs. Nothing is kept between runs; ${
          executionMs / 1000
        } s each.`,
      inputSchema: {
        type: "object",
        properties: { code: { type: "string" } },
        required: ["code"],
      },
      annotations: { readOnlyHint: false, openWorldHint: true },
    },
  ];
}

/** As many names as fit, and how many more there are. */
function listNames(names: readonly string[]): string {
  const more = (left: number) => `+${left} more`;
  const room = SERVER_NAMES_TOKENS - tokensAtMost(more(names.length));
  const shown: string[] = [];
  let tokens = 0;
  for (const name of names.map(cleanLine)) {
    tokens += tokensAtMost(name) + 1;
    if (tokens > room) return [...shown, more(names.length - shown.length)].join(", ");
    shown.push(name);
  }
  return shown.join(", ") || "none";
}

/**
 * An upper bound of a text's tokens, without the megabytes of a tokenizer: pronounceable lower-case words cost at most
 * 0.4 tokens a letter, everything else at most one for each of its UTF-8 bytes.
 */
function tokensAtMost(text: string): number {
  const words = text.match(/[A-Z]?[a-z]+/g) ?? [];
  const spared = words.filter((word) => !/[^aeiouy]{3}[^aeiouyhlrst]|^[^aeiouy]+$/i.test(word))
    .reduce((sum, word) => sum + Math.floor(word.length * 0.6), 0);
  return new TextEncoder().encode(text).length - spared;
}
