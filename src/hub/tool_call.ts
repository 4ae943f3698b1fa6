/**
 * One tool call over one connection.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import type { Connection } from "./connection.ts";
import { httpStatus } from "./failure.ts";
import { paramHeaders } from "./param_headers.ts";
import { RequestError } from "./request_error.ts";
import { type CallToolResult, parseToolResult } from "./tool_result.ts";

/** A call of one of a server's tools. */
export interface ToolCall {
  readonly tool: string;
  readonly arguments: JsonObject;
  /** Cancels the call, at the server too. */
  readonly signal: AbortSignal;
}

/** The server does not know the session any more, so it has not taken the call: it is safe to call again. */
export class LostSession extends Error {
  override readonly name = "LostSession";
}

/**
 * Calls a tool and reads the result leniently.
 *
 * @param inputSchema the tool's, where it is known.
 * @throws {LostSession | RequestError | Error}
 */
export async function callTool(
  connection: Connection,
  { tool, arguments: input, signal }: ToolCall,
  { inputSchema, timeoutMs }: { readonly inputSchema: JsonObject | undefined; readonly timeoutMs: number },
): Promise<CallToolResult> {
  const headers = connection.mirrorsParams ? paramHeaders(inputSchema, input) : {};
  try {
    const raw = await connection.callTool({ name: tool, arguments: input }, { headers, signal, timeoutMs });
    const result = parseToolResult(raw);
    if (result === undefined) throw new Error("its result is not an object");
    return result;
  } catch (error) {
    if (isUnknownSession(error, connection)) {
      throw new LostSession("it does not know the session any more", { cause: error });
    }
    throw error;
  }
}

/** 404 is what the specification asks for; many servers answer 400 and say in words that it is the session. */
function isUnknownSession(error: unknown, connection: Connection): boolean {
  if (!(error instanceof RequestError) || error.failure.kind !== "undelivered" || !connection.hasSession) {
    return false;
  }
  const refusal = error.failure.error;
  const status = httpStatus(refusal);
  return status === 404 || (status === 400 && refusal instanceof Error && /session/i.test(refusal.message));
}
