/**
 * What the sandbox is asked to run, and how it reaches tools. It knows nothing of MCP: a tool is a function it is given.
 *
 * @module
 */

import type { Turn } from "../fair_queue.ts";
import type { CallRecord, ConsoleLine } from "../outcome.ts";

/** One tool call of a program. `argumentsJson` is a JSON object. */
export interface ToolCall {
  readonly server: string;
  readonly tool: string;
  readonly argumentsJson: string;
  /** Aborted when the program ends, however it ends. */
  readonly signal: AbortSignal;
  /**
   * Stops the program's clock until the returned function is called, while a person is waited for. What the program
   * computes meanwhile counts all the same.
   */
  readonly hold?: () => () => void;
}

/**
 * A tool's reply. `json`: the text is JSON. `json-or-text`: the program gets the object or array that the text holds,
 * else the text itself. `ok: false`: the call throws in the program, with this message; `hint` is what to do then.
 */
export type CallReply =
  | { readonly ok: true; readonly encoding: "json" | "json-or-text"; readonly text: string }
  | { readonly ok: false; readonly message: string; readonly hint?: string };

/** Performs a tool call. It should not reject; when it does, the program gets the agent's text of the error. */
export type CallTool = (call: ToolCall) => Promise<CallReply>;

/** A program to run. */
export interface RunRequest {
  /** JavaScript module text with {@linkcode ENTRY_SUFFIX} at its end. It runs under the path `/program.ts`. */
  readonly code: string;
  /** Modules that it may import: canonical path to JavaScript text. */
  readonly modules: ReadonlyMap<string, string>;
  readonly callTool: CallTool;
  /** Whose program it is: sessions get fair shares of the pool. */
  readonly session: string;
  /** Who it is that has this session and maybe others: they share first. Absent: each session is on its own. */
  readonly principal?: string;
  /** Cancels the execution. */
  readonly signal: AbortSignal;
  /** A shorter deadline than `limits.executionMs`, in milliseconds from the program's start. */
  readonly timeoutMs?: number;
  /** Told of each line as it is written. */
  readonly onConsole?: (line: ConsoleLine) => void;
  /** Told of each call when it begins (`running`) and when it ends. */
  readonly onCall?: (record: CallRecord) => void;
}

/** In whose line a program waits. */
export function turnOf({ principal, session }: RunRequest): Turn {
  return { principal: principal ?? session, session };
}
