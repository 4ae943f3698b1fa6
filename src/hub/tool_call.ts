/**
 * One tool call over one connection.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import type { LogLevel } from "../log_message.ts";
import type { CallOwner } from "./attribution.ts";
import type { ChannelRequest } from "./channel_request.ts";
import type { Connection } from "./connection.ts";
import type { Elicit } from "./elicitation.ts";
import { paramHeaders } from "./param_headers.ts";
import type { CallProgress } from "./progress.ts";
import type { InputRelay } from "./passed_request.ts";
import { type CallToolResult, parseToolResult } from "./tool_result.ts";

/** A call of one of a server's tools. */
export interface ToolCall {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** Cancels the call, at the server too. */
  readonly signal: AbortSignal;
  /** Told how the call is getting on, where the server says so; not often, and never after the call has ended. */
  readonly onProgress?: (progress: CallProgress) => void;
  /** Whose call it is. */
  readonly owner: CallOwner;
  /** Answers what the server asks a person meanwhile; absent where nobody can be asked. */
  readonly elicit?: Elicit;
  /** Answers what the server asks the client's model meanwhile; absent where there is none to ask. */
  readonly sample?: NonNullable<ChannelRequest["sample"]>;
  /** Told the params of what the server logs about the call. */
  readonly onLog?: (params: unknown) => void;
  /** How urgent that has to be; the server's own choice where it is absent. */
  readonly logLevel?: LogLevel;
  /** Takes the place of `elicit`, at servers that can be called in this way. */
  readonly relay?: InputRelay;
}

/**
 * Calls a tool and reads the result leniently.
 *
 * @param inputSchema the tool's, where it is known.
 * @throws {RequestError | Error}
 */
export async function callTool(
  connection: Connection,
  { tool, arguments: input, signal, onProgress, owner, elicit, sample, onLog, logLevel, relay }: ToolCall,
  { inputSchema, timeoutMs }: { readonly inputSchema: JsonObject | undefined; readonly timeoutMs: number },
): Promise<CallToolResult> {
  const headers = connection.mirrorsParams ? paramHeaders(inputSchema, input) : {};
  const params = { name: tool, arguments: input };
  const raw = await connection.callTool(params, {
    headers,
    signal,
    timeoutMs,
    owner,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(elicit === undefined ? {} : { elicit }),
    ...(sample === undefined ? {} : { sample }),
    ...(onLog === undefined ? {} : { onLog }),
    ...(logLevel === undefined ? {} : { logLevel }),
    ...(relay === undefined ? {} : { relay }),
  });
  const result = parseToolResult(raw);
  if (result === undefined) throw new Error("its result is not an object");
  return result;
}
