/**
 * The keys of a server's entry.
 *
 * @module
 */

import { COMMENT_KEYS, LONGEST_MS, type ObjectFields } from "./field.ts";

/** One server's entry in `mcpServers`. */
export const ENTRY = {
  fields: {
    type: {
      kind: "text",
      aliases: ["transport", "transportType"],
      description:
        "stdio, http or sse. Absent: stdio for a command; for a url HTTP, then SSE if the server refuses.",
    },
    command: {
      kind: "text",
      only: "stdio",
      expands: "variables and home",
      description: "Program to start; it speaks MCP on its standard input and output.",
    },
    args: {
      kind: "text list",
      only: "stdio",
      expands: "variables and home",
      description: "Arguments of the command.",
    },
    cwd: {
      kind: "text",
      only: "stdio",
      expands: "variables and home",
      description: "Working directory of the command; Runbyte's own when absent.",
    },
    env: {
      kind: "text map",
      only: "stdio",
      names: "variable",
      expands: "variables",
      description: "Environment variables to set for the command.",
    },
    inheritEnv: {
      kind: "switch or names",
      only: "stdio",
      default: false,
      description:
        "What the command inherits of Runbyte's environment: true for all, false for a small safe set, or names besides that.",
    },
    url: {
      kind: "text",
      only: "remote",
      aliases: ["serverUrl", "httpUrl"],
      expands: "variables",
      description: "http:// or https:// address of a remote server.",
    },
    headers: {
      kind: "text map",
      only: "remote",
      names: "header",
      expands: "variables",
      description: "HTTP headers to send with every request.",
    },
    toolCallMs: {
      kind: "whole number",
      least: 1,
      most: LONGEST_MS,
      description:
        "Time for one call of this server's tools, in milliseconds; limits.toolCallMs when absent.",
    },
    allow: {
      kind: "text list",
      aliases: ["tools", "enabledTools", "includeTools", "allowedTools"],
      description: "The tools that are offered, where * stands for any characters; all when absent.",
    },
    deny: {
      kind: "text list",
      aliases: ["disabledTools", "excludeTools", "blockedTools"],
      description: "Tools that are not offered, where * stands for any characters. Wins over allow.",
    },
    pinTools: {
      kind: "switch",
      default: false,
      description:
        "true: a tool that is new or defined differently is held back until `runbyte accept` takes it.",
    },
    lazy: {
      kind: "switch",
      default: false,
      description:
        "true: the server is started when a tool of it is called; its tools are known from last time.",
    },
    confirm: {
      kind: "text list",
      takesOne: true,
      description:
        'Tools of this server whose calls the user is asked about first, where * stands for any characters; "destructive" means ' +
        "all that do not declare themselves harmless.",
    },
    scope: {
      kind: "choice",
      choices: ["shared", "session"],
      default: "shared",
      description: "session: every session of an agent gets a connection, and process, of its own.",
    },
    disabled: { kind: "switch", default: false, description: "true: the entry is kept but not used." },
    enabled: {
      kind: "switch",
      aliases: ["isActive"],
      default: true,
      description: "false means the same as disabled: true.",
    },
  },
  // Display, and approvals that concern a client's own user interface. `timeout` is a client's patience with one call
  // in a unit that differs from client to client; Runbyte's is limits.toolCallMs.
  ignored: [
    ...COMMENT_KEYS,
    ...[
      "name",
      "displayName",
      "title",
      "description",
      "icon",
      "version",
      "metadata",
      "gallery",
      "source",
      "tags",
    ],
    ...["autoApprove", "alwaysAllow", "trust", "timeout", "autoStart", "dev"],
  ],
  // Left out silently, these would give an agent more than was meant, or a server less than it needs.
  foreign: {
    envFile: 'has no effect in Runbyte: give the variables under "env"',
    // Words for known keys that no comparison of letters would find.
    cmd: 'unknown key: did you mean "command"?',
    arguments: 'unknown key: did you mean "args"?',
    environment: 'unknown key: did you mean "env"?',
    workingDirectory: 'unknown key: did you mean "cwd"?',
    oauth: 'has no effect in Runbyte: give a token under "headers"',
    auth: 'has no effect in Runbyte: give a token under "headers"',
  },
} as const satisfies ObjectFields;

/** What `type` may say, without case, `-`, `_` and blanks, and what it means. The last ones are other clients' words. */
export const TYPES: ReadonlyMap<string, "stdio" | "http" | "sse" | "auto"> = new Map<
  string,
  "stdio" | "http" | "sse" | "auto"
>([
  ["stdio", "stdio"],
  ["http", "http"],
  ["sse", "sse"],
  ["local", "stdio"],
  ["streamablehttp", "http"],
  ["streamable", "http"],
  ["streamhttp", "http"],
  ["httpstream", "http"],
  ["httpstreaming", "http"],
  ["httpstreamable", "http"],
  ["remote", "auto"],
]);
