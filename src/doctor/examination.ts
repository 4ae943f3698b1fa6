/**
 * What the doctor finds, as values.
 *
 * @module
 */

/** What is found of one server. */
export type ServerFinding = ReadyServer | FailedServer;

/** A server that answers. */
export interface ReadyServer {
  readonly name: string;
  readonly status: "ok";
  readonly transport: "stdio" | "http" | "sse";
  /** The protocol revision in use. */
  readonly protocol: string;
  /** What the server calls its version. A stranger's text. */
  readonly version?: string;
  /** Time from the first step until its tools were listed, in milliseconds. */
  readonly connectMs: number;
  /** How many tools it offers, after `allow` and `deny`. */
  readonly tools: number;
  /** What the definitions of these would cost in a model's context, estimated. */
  readonly tokens: number;
  /** Entries of its list that cannot be used: their names and why. Strangers' texts. */
  readonly dropped: readonly { readonly name: string; readonly reason: string }[];
  /** What is different since it was last seen; absent where it never was. */
  readonly changes?: ToolChanges;
  /** The names of tools that are pinned and wait for the operator. */
  readonly waiting: readonly string[];
}

/** Names of tools; strangers' texts. */
export interface ToolChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** With the parts of the definition that changed. */
  readonly changed: readonly { readonly name: string; readonly parts: readonly string[] }[];
}

/** A server that cannot be used. */
export interface FailedServer {
  readonly name: string;
  readonly status: "failed";
  readonly transport: "stdio" | "http" | "sse" | "unknown";
  readonly reason: string;
  /** What to do about it. */
  readonly fix: string;
  readonly connectMs?: number;
}

/** What is found of one wall of the sandbox. */
export interface WallFinding {
  readonly wall: "engine" | "process";
  readonly holds: boolean;
  /** How many ways out were tried. */
  readonly tried: number;
  /** The ways that were open. */
  readonly open: readonly string[];
  /** Why it could not be tried at all. */
  readonly fault?: string;
}
