/**
 * The config as the rest of Runbyte gets it: read, expanded, checked, with every default filled in.
 *
 * @module
 */

import type { Limits } from "../limits.ts";
import type { LogLevel } from "../log.ts";
import type { ServerName } from "../names.ts";
import type { Problem } from "./problem.ts";
import type { ReadSecret } from "./secret_file.ts";

/** What the config is made from. The environment is handed in, so that a test needs no process of its own. */
export interface ConfigSource {
  /** The file that `-config` names. It wins over `RUNBYTE_CONFIG` and over the search. */
  readonly explicitPath?: string;
  readonly env: Readonly<Record<string, string>>;
  /** The directory that relative paths of config files start from. */
  readonly cwd: string;
  /** The home directory: part of the search, and what a leading `~` stands for. */
  readonly home: string | undefined;
  /** What the command line says about where to listen; it wins over environment and file. */
  readonly host?: string;
  readonly port?: number;
  /** Reads what `${file:PATH}` refers to; from the disk when absent. */
  readonly readSecret?: ReadSecret;
}

/** A config, if there is one to run with, and everything that was found wrong with it. */
export interface LoadedConfig {
  /** Absent when the file cannot be read or parsed, or names no usable server: the program ends. */
  readonly config?: Config;
  /** In the order of the file; problems of environment variables come last. */
  readonly problems: readonly Problem[];
}

/** Everything the operator has settled. */
export interface Config {
  /** The file it was read from. Absent when it comes from the environment alone. */
  readonly file?: string;
  readonly server: ServerSettings;
  readonly limits: Limits;
  /** What is done about type mistakes in a program: refuse it before it runs, run it and tell them, or nothing. */
  readonly typeCheck: TypeCheckMode;
  /** Events below it are left out of the log. */
  readonly logLevel: LogLevel;
  /** The absolute path of the file that gets a line for each tool call. Absent: none is kept. */
  readonly audit?: string;
  /** The absolute path of the folder for what is remembered of servers. Absent where there is no home directory either. */
  readonly state?: string;
  /** Globs of tools that the agent gets directly: `SERVER/TOOL`, or `SERVER` for all of its tools. */
  readonly expose: readonly string[];
  /** Calls that the user is asked about first: globs as for `expose`, or `destructive` for all that may do harm. */
  readonly confirm: readonly string[];
  /** The usable servers that are switched on, sorted by name. */
  readonly servers: readonly ServerConfig[];
  /** The entries that cannot be used, sorted by name. */
  readonly rejected: readonly RejectedServer[];
  /** The names of the entries that are switched off, sorted. */
  readonly disabled: readonly string[];
  /**
   * Values that nothing may show, neither a log nor an answer. Which of the config's values these are is decided in
   * `confidential.ts`.
   */
  readonly secrets: readonly string[];
  /** The absolute paths of the files that it was made from: its own, and those that `${file:PATH}` names. */
  readonly files: readonly string[];
}

/** See {@linkcode Config.typeCheck}. */
export type TypeCheckMode = "block" | "warn" | "off";

/** How Runbyte itself listens. */
export interface ServerSettings {
  /** The TCP port of the HTTP transport, from `RUNBYTE_PORT`, the file, or 3000. */
  readonly port: number;
  /** The address that the HTTP transport binds to. */
  readonly host: string;
  /** Further names under which Runbyte is reached, as `Host` has them: `name` or `name:port`. */
  readonly allowedHosts: readonly string[];
  /** Origins of web pages that may call: `https://app.example`. */
  readonly allowedOrigins: readonly string[];
  /** Bearer tokens by the name of who holds them. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Whether other machines may call without a token. */
  readonly allowUnauthenticated: boolean;
  /** `server.timeout` in milliseconds, where it is given. `limits.executionMs` follows it. */
  readonly timeoutMs?: number;
}

/** An entry that cannot be used. It stays visible as a failed server, with its reason. */
export interface RejectedServer {
  /** The key of the entry, cleaned; not a `ServerName`, because the name may be what is wrong. */
  readonly name: string;
  /** Every fault of the entry on one line, without any value of it. */
  readonly reason: string;
}

/** A downstream server that can be connected to. */
export type ServerConfig = StdioServerConfig | RemoteServerConfig;

/** What every server has. */
interface AnyServerConfig extends ServerChoices {
  readonly name: ServerName;
}

/** What the operator decides about a server and its tools, however it is reached. */
export interface ServerChoices {
  /** How long a call of its tools may take, in milliseconds; `limits.toolCallMs` when absent. */
  readonly toolCallMs?: number;
  /** Globs of the tools that are offered; all when absent. */
  readonly allow?: readonly string[];
  /** Globs of tools that are not offered, `allow` or not. */
  readonly deny?: readonly string[];
  /** Whether a tool that is new or changed waits until the operator accepts it. */
  readonly pinTools?: boolean;
  /** Whether the server is started when it is first used, not with Runbyte. */
  readonly lazy?: boolean;
  /** Globs of tools whose calls the user is asked about first, or `destructive`. */
  readonly confirm?: readonly string[];
  /** Who shares a connection: all sessions (when absent), or none. */
  readonly scope?: "shared" | "session";
}

/** A downstream server that Runbyte starts as a child process. */
export interface StdioServerConfig extends AnyServerConfig {
  readonly type: "stdio";
  readonly command: string;
  readonly args: readonly string[];
  /** The child's working directory; Runbyte's own when absent. */
  readonly cwd?: string;
  /** What is set for the child, over whatever it inherits. */
  readonly env: Readonly<Record<string, string>>;
  /** `false`: only a small safe set of Runbyte's environment; `true`: all of it; names: these besides the safe set. */
  readonly inheritEnv: boolean | readonly string[];
}

/** A downstream server that is reached by URL. */
export interface RemoteServerConfig extends AnyServerConfig {
  /** `auto`: Streamable HTTP, then the older SSE transport when the server refuses. */
  readonly type: "http" | "sse" | "auto";
  /** An http(s) URL without user name and password: these are in `headers` as Basic authorization. */
  readonly url: string;
  /** Sent with every request. No two names are equal but for case. */
  readonly headers: Readonly<Record<string, string>>;
}
