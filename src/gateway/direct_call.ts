/**
 * A call of a tool that the agent is offered directly: its arguments go to the server as they came, and its result comes
 * back as the server sent it. Only failures are put into words of Runbyte's.
 *
 * @module
 */

import type { Audit, CallOutcome, ClientIdentity } from "../audit.ts";
import { toErrorText } from "../errors.ts";
import type { CallProgress } from "../hub/progress.ts";
import type { CallToolResult } from "../hub/tool_result.ts";
import type { JsonObject } from "../json.ts";
import type { Log } from "../log.ts";
import type { Ask } from "../question.ts";
import { CallAudit, outcomeOf } from "./call_audit.ts";
import type { ExposedTool } from "./exposed_tools.ts";
import type { QuestionDesk } from "./asking.ts";
import { type CallRoad, callTool } from "./tool_call.ts";

/** What the agent asks for. */
export interface DirectCallRequest {
  readonly arguments: JsonObject;
  /** The agent's connection: calls of one session wait behind each other, not before those of another. */
  readonly session: string;
  /** Who calls, where the transport knows. */
  readonly principal?: string;
  /** Who the agent's client says it is. */
  readonly client?: ClientIdentity;
  /** Cancels the call, at the server too. */
  readonly signal: AbortSignal;
  /** Told how the call is getting on, as the server says it. The server is not asked to where it is absent. */
  readonly onProgress?: (progress: CallProgress) => void;
  /** Asks the person behind the agent's client; absent where that cannot be done. */
  readonly ask?: Ask;
}

/** What a call needs of the gateway. */
export interface DirectCallParts {
  readonly road: CallRoad;
  readonly desk: QuestionDesk;
  readonly log: Log;
  /** Absent when tool calls are not recorded. */
  readonly audit: Audit | undefined;
}

/** Calls a tool. A call that fails is a result with `isError`, which models get to read, unlike errors of the protocol. */
export async function callDirectly(
  parts: DirectCallParts,
  { server, tool }: ExposedTool,
  { client, principal, arguments: args, session, signal, onProgress, ask }: DirectCallRequest,
): Promise<CallToolResult> {
  const { road, desk, log, audit } = parts;
  const begin = performance.now();
  const execution = crypto.randomUUID();
  const names = { server, tool: tool.name };
  const record = audit && new CallAudit({ audit, execution, client, principal })
    .begin({ ...names, argumentsJson: JSON.stringify(args) });
  const call = {
    ...{ ...names, arguments: args, session, signal, caller: session, definition: tool },
    ...{ client, isOfProgram: false, asking: ask && desk.open({ execution, session, principal, ask }) },
    ...(onProgress && { onProgress }),
    ...(principal === undefined ? {} : { principal }),
  };
  const { result, outcome } = await callTool(road, call).then(succeed, (error) => fail(error, log));
  record?.({ text: textOf(result), outcome });
  log("info", "gateway.called", {
    execution,
    principal,
    ...names,
    outcome,
    ms: Math.round(performance.now() - begin),
  });
  return result;
}

interface Ended {
  readonly result: CallToolResult;
  readonly outcome: CallOutcome;
}

function succeed(result: CallToolResult): Ended {
  return { result, outcome: result.isError ? "failed" : "ok" };
}

function fail(error: unknown, log: Log): Ended {
  const { message, logged } = toErrorText(error);
  if (logged) log("error", "gateway.call-failed", { ref: logged.ref, error: String(logged.error) });
  return {
    result: { content: [{ type: "text", text: message }], isError: true },
    outcome: outcomeOf(error),
  };
}

/** What the agent gets, for its size. */
function textOf({ content, structuredContent }: CallToolResult): string {
  return JSON.stringify(structuredContent === undefined ? content : { content, structuredContent });
}
