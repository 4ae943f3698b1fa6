/**
 * What is remembered of servers from one start of Runbyte to the next: their tools, and which definitions of them the
 * operator has accepted.
 *
 * @module
 */

import type { ToolDefinition } from "../tool.ts";

/** Names what is remembered of one server: see `server_key.ts`. */
export interface StateKey {
  /** The server's name in the config. */
  readonly server: string;
  /** The name of the file, without its folder. */
  readonly file: string;
}

/** What is remembered of a server. No definition in it holds a secret of the config. */
export interface StoredServer {
  /** The version that the server gave of itself. */
  readonly version?: string;
  /** Its tools as they were listed last. */
  readonly tools?: readonly ToolDefinition[];
  /** The definitions that were accepted, also of tools that are no longer listed. Absent: nothing was pinned yet. */
  readonly accepted?: readonly ToolDefinition[];
  /** Definitions that wait for the operator: of tools that are new, or that were accepted otherwise. */
  readonly pending?: readonly ToolDefinition[];
}

/** A change of it. What is absent stays as it is. */
export interface StoredChange {
  /** Replaces list and version. Without tools there is no list any more. */
  readonly listed?: { readonly tools?: readonly ToolDefinition[]; readonly version?: string };
  /** Becomes what is accepted, where nothing has been accepted yet: another Runbyte may have been faster. */
  readonly trusted?: readonly ToolDefinition[];
  /** Becomes accepted, each in place of another definition of its tool. It waits no more. */
  readonly accepted?: readonly ToolDefinition[];
  /** Replaces what waits. What is accepted already does not wait. */
  readonly pending?: readonly ToolDefinition[];
  /** Waits besides, where nothing waits under its name. */
  readonly alsoPending?: readonly ToolDefinition[];
}

/** Reads and writes what is remembered. */
export interface ToolStore {
  /** Whether what is written outlasts this process, so that the operator's command finds it; absent where it does. */
  readonly isKept?: boolean;
  /** Returns what is remembered of a server, if it is anything. Never rejects: what cannot be read is not there. */
  read(key: StateKey): Promise<StoredServer | undefined>;
  /** Makes a change. Never rejects: what cannot be kept is remembered until the end of the process. */
  write(key: StateKey, change: StoredChange): Promise<void>;
  /** Calls `listener` soon after something was changed, by this process or another; returns how to stop that. */
  onChange(listener: () => void): () => void;
}
