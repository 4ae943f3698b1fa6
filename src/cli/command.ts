/**
 * What a command line can ask for: one kind for each command, with everything that was given to it.
 *
 * @module
 */

import type { CommandName } from "./command_spec.ts";
import type { NewServer } from "./new_server.ts";

/** What the command line asks for. */
export type Command =
  | { readonly kind: "help"; readonly of?: CommandName }
  | { readonly kind: "version" }
  | { readonly kind: "serve"; readonly flags: ServeFlags }
  | { readonly kind: "ls"; readonly flags: ListFlags }
  | { readonly kind: "cat"; readonly flags: CatFlags }
  | { readonly kind: "search"; readonly flags: SearchFlags }
  | { readonly kind: "exec"; readonly flags: ExecFlags }
  | { readonly kind: "call"; readonly flags: CallFlags }
  | { readonly kind: "types"; readonly flags: TypesFlags }
  | { readonly kind: "completions"; readonly flags: CompletionFlags }
  | { readonly kind: "init"; readonly flags: InitFlags }
  | { readonly kind: "add"; readonly flags: AddFlags }
  | { readonly kind: "remove" | "enable" | "disable"; readonly flags: NamesFlags }
  | { readonly kind: "list"; readonly flags: ListServersFlags }
  | { readonly kind: "doctor"; readonly flags: DoctorFlags }
  | { readonly kind: "accept"; readonly flags: AcceptFlags }
  | { readonly kind: "misuse"; readonly message: string };

/** What every command has that reads the config. */
export interface ConfigFlags {
  readonly config?: string;
}

/** The flags of `serve`, the default command. */
export interface ServeFlags extends ConfigFlags {
  readonly host?: string;
  readonly port?: number;
  readonly transport?: "stdio" | "http";
}

/** What `ls` is to list. */
export interface ListFlags extends ConfigFlags {
  readonly path: string;
  readonly descriptions: boolean;
}

/** What `cat` is to print. */
export interface CatFlags extends ConfigFlags {
  readonly paths: readonly string[];
  readonly lines?: string;
}

/** What `search` is to look for. */
export interface SearchFlags extends ConfigFlags {
  readonly query: string;
}

/** What `exec` is to run. */
export interface ExecFlags extends ConfigFlags {
  /** `-` is stdin. */
  readonly file: string;
  readonly timeoutMs?: number;
  readonly json: boolean;
}

/** What `call` is to call. */
export interface CallFlags extends ConfigFlags {
  /** `SERVER/TOOL`. */
  readonly tool: string;
  /** JSON, or `-` for stdin. */
  readonly args: string;
  readonly timeoutMs?: number;
  readonly json: boolean;
}

/** Where `types` is to write. */
export interface TypesFlags extends ConfigFlags {
  readonly folder: string;
}

/** What `init` is to write. */
export interface InitFlags extends ConfigFlags {
  /** The ids of the clients that are to be pointed at Runbyte. */
  readonly install: readonly string[];
  /** Writes without asking. */
  readonly yes: boolean;
}

/** What `add` is to add. */
export interface AddFlags extends ConfigFlags {
  readonly name: string;
  readonly entry: NewServer;
}

/** The servers that `remove`, `enable` and `disable` are about. */
export interface NamesFlags extends ConfigFlags {
  readonly names: readonly string[];
}

/** How `list` is to show servers. */
export interface ListServersFlags extends ConfigFlags {
  readonly json: boolean;
}

/** What `completions` is to print. */
export interface CompletionFlags extends ConfigFlags {
  /** `bash`, `zsh`, or the names that the scripts of both ask for: `servers`, or `tools/SERVER`. */
  readonly shell: string;
}

/** What `doctor` is to examine. */
export interface DoctorFlags extends NamesFlags {
  readonly timeoutMs?: number;
  readonly json: boolean;
}

/** What `accept` is to take. */
export interface AcceptFlags extends ConfigFlags {
  readonly server: string;
  /** The names of tools; all that wait when there are none. */
  readonly tools: readonly string[];
  /** Takes without asking. */
  readonly yes: boolean;
  /** Shows texts whole. */
  readonly full: boolean;
}
