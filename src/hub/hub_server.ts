/**
 * What the hub needs of a configured server, be it one connection or one for each session.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import type { RunbyteError } from "../errors.ts";
import type { ServerSnapshot } from "../tool.ts";
import type { PassedRequest, ServerWord } from "./passed_request.ts";
import type { ServerCall } from "./server_calls.ts";
import type { CallToolResult } from "./tool_result.ts";

/** A server of the config. A session that is not named sees what one sees that has not called the server yet. */
export interface HubServer {
  /** As it was given. */
  readonly config: ServerConfig;
  /** What is known of the server now. */
  readonly snapshot: ServerSnapshot;
  /** What a session knows of it, where sessions differ. */
  snapshotFor?(session: string): ServerSnapshot;
  /** Why a tool must not be called, where the config does not offer it. */
  refusal(tool: string): RunbyteError | undefined;
  /** Begins to connect. */
  connect(): Promise<void>;
  /** Resolves when no attempt to connect is under way (any more). */
  idle(session?: string): Promise<void>;
  /** Like {@linkcode idle}, after beginning to connect again where that is due. */
  revived(session?: string): Promise<void>;
  /** Resolves when the server is ready, or has failed once more. */
  settled(session?: string): Promise<void>;
  /** Calls a tool. @throws {RunbyteError} */
  callTool(call: ServerCall): Promise<CallToolResult>;
  /** Passes a request on. @throws {RunbyteError} */
  pass(request: PassedRequest): Promise<unknown>;
  /** What the server said of itself, to a session where sessions differ; nothing while it is not connected. */
  word(session: string): ServerWord | undefined;
  /** Takes what the operator has accepted since. @returns whether that was anything. */
  rereadPins(): Promise<boolean>;
  /** Ends what is a session's alone. */
  endSession?(session: string): Promise<void>;
  /** Ends every connection, for good. */
  close(): Promise<void>;
}
