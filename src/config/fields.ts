/**
 * Every key of the config, once: what validates the file and what describes it are made from these tables. Those of a
 * server's entry are in `entry_fields.ts`, those of `limits` in `limit_fields.ts`.
 *
 * @module
 */

import { DEFAULT_LIMITS } from "../limits.ts";
import { COMMENT_KEYS, type ObjectFields } from "./field.ts";

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
      description:
        "Bearer tokens by the name of who holds them, 16 ASCII characters or more each; with any, a request needs one.",
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
