/**
 * Every key of the config, once: what validates the file and what describes it are made from these tables. Those of
 * `limits` are in `limit_fields.ts`.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../limits.ts";

/**
 * What the value of a key looks like. `choice` is one of some words; `text list` and `text map` hold strings;
 * `switch or names` is `true`, `false` or names.
 */
export type Kind =
  | "text"
  | "choice"
  | "switch"
  | "whole number"
  | "number"
  | "text list"
  | "text map"
  | "switch or names"
  | "section";

/** One key of the config. */
export interface Field {
  readonly kind: Kind;
  /** One sentence for a reference and for an editor. */
  readonly description: string;
  /** Other clients' keys for the same thing. The key itself wins where both are given. */
  readonly aliases?: readonly string[];
  /** Whether `$VAR` and the like are expanded, and a leading `~`, too. */
  readonly expands?: "variables" | "variables and home";
  /** The kind of server that the key means something for; both when absent. */
  readonly only?: "stdio" | "remote";
  /** What the keys of a `text map` are. */
  readonly names?: "variable" | "header" | "token";
  /** Whether a `text list` may be a text alone, in place of a list with it. */
  readonly takesOne?: boolean;
  /** The words of a `choice`. */
  readonly choices?: readonly string[];
  /** Smallest and largest value of a number. */
  readonly least?: number;
  readonly most?: number;
  /** In force when the key is absent. */
  readonly default?: number | boolean | string;
}

/** The keys of one object of the config. */
export interface ObjectFields<T extends Readonly<Record<string, Field>> = Readonly<Record<string, Field>>> {
  readonly fields: T;
  /** Keys that other programs write and that change nothing: passed over in silence. */
  readonly ignored: readonly string[];
  /** Keys that mean something to other programs and nothing here, and why that matters: worth a warning. */
  readonly foreign: Readonly<Record<string, string>>;
  /** What to say of an unknown key whose object holds one of these keys: it stands in the wrong place. */
  readonly misplaced?: { readonly holding: readonly string[]; readonly remark: string };
}

/** The longest time that a timer can hold (a signed 32-bit count of milliseconds), about 24.8 days. */
export const LONGEST_MS = 2 ** 31 - 1;

/** Comments that people write as keys where a file must be strict JSON. */
export const COMMENT_KEYS = ["//", "_comment", "$comment", "comment"];

/** The file's outermost object. */
export const ROOT = {
  fields: {
    mcpServers: { kind: "section", description: "The downstream servers, by name." },
    servers: {
      kind: "section",
      description: "Another name for mcpServers; where both name a server, mcpServers counts.",
    },
    server: { kind: "section", description: "How Runbyte itself listens." },
    limits: { kind: "section", description: "Bounds on programs and on downstream servers." },
    typeCheck: {
      kind: "choice",
      choices: ["block", "warn", "off"],
      default: "block",
      description:
        "Type check of programs: block refuses one with mistakes before any tool is called, warn runs it and tells them.",
    },
    logLevel: {
      kind: "choice",
      choices: ["debug", "info", "warn", "error"],
      default: "info",
      description: "Events below this level are left out of the log on stderr.",
    },
    audit: {
      kind: "text",
      expands: "variables and home",
      description:
        "File that gets one JSON line for each tool call, rotated by size. A relative path starts at the config's folder.",
    },
    state: {
      kind: "text",
      expands: "variables and home",
      description:
        "Folder for what Runbyte remembers of servers that are lazy or pinned; ~/.runbyte/state when absent. A relative path " +
        "starts at the config's folder.",
    },
    expose: {
      kind: "text list",
      description:
        "Tools that the agent gets directly, beside Runbyte's three: SERVER/TOOL, where * stands for any characters; SERVER alone means all of its tools.",
    },
    confirm: {
      kind: "text list",
      takesOne: true,
      description:
        'Calls that the user is asked about first: SERVER/TOOL or SERVER as in expose; "destructive" means every tool that does ' +
        "not declare itself harmless.",
    },
  },
  // `inputs` (VS Code) only matters to a value that asks for one, and that is reported where it is asked for.
  ignored: ["$schema", "inputs", "name", "description", "version", ...COMMENT_KEYS],
  foreign: {},
  misplaced: { holding: ["command", "url"], remark: 'a server belongs into "mcpServers"' },
} as const satisfies ObjectFields;

/** The object `server`. */
export const SERVER = {
  fields: {
    port: {
      kind: "whole number",
      least: 0,
      most: 65_535,
      default: 3000,
      description: "TCP port of the HTTP transport; RUNBYTE_PORT and -port win over it. 0 means the default.",
    },
    host: {
      kind: "text",
      default: "127.0.0.1",
      description: "Address that the HTTP transport binds to. One that other machines reach asks for tokens.",
    },
    allowedHosts: {
      kind: "text list",
      description:
        "Names under which Runbyte is reached besides its own address: what a reverse proxy passes on as Host.",
    },
    allowedOrigins: {
      kind: "text list",
      description: "Origins of web pages that may call Runbyte, such as https://app.example.",
    },
    tokens: {
      kind: "text map",
      names: "token",
      expands: "variables",
      description: "Bearer tokens by the name of who holds them; with any, a request needs one.",
    },
    allowUnauthenticated: {
      kind: "switch",
      default: false,
      description:
        "true: other machines may call without a token. Whoever reaches the port can then use every tool.",
    },
    timeout: {
      kind: "number",
      least: 0,
      default: DEFAULT_LIMITS.executionMs / 1000,
      description: "Seconds that a program may run; limits.executionMs wins over it. 0 means the default.",
    },
    wasmPath: {
      kind: "text",
      description: "Accepted for the sake of old configs; the engine is part of Runbyte.",
    },
  },
  ignored: [...COMMENT_KEYS, "description"],
  foreign: {},
} as const satisfies ObjectFields;

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
