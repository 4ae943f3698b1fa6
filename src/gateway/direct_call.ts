/**
 * A call of a tool that the agent is offered directly: its arguments go to the server as they came, and its result comes
 * back as the server sent it. Only failures are put into words of Runbyte's.
 *
 * @module
 */

import type { Audit, CallOutcome, ClientIdentity } from "../audit.ts";
import { toErrorText } from "../errors.ts";
import type { CallProgress } from "../hub/progress.ts";
import type { InputRelay } from "../hub/passed_request.ts";
import type { LogLevel, LogMessage } from "../log_message.ts";
import type { CallToolResult } from "../hub/tool_result.ts";
import type { JsonObject } from "../json.ts";
import type { Log } from "../log.ts";
import type { Ask } from "../question.ts";
import type { Sample } from "../sample.ts";
import { CallAudit, outcomeOf } from "./call_audit.ts";
import type { ExposedTool } from "./exposed_tools.ts";
import type { QuestionDesk } from "./asking.ts";
import { showInput } from "./passed_input.ts";
import { type ProtocolFault, readFault } from "./protocol_fault.ts";
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
  /** Has the model behind the agent's client answer; absent where there is none. */
  readonly sample?: Sample;
  /** Told what the server logs about the call, and how urgent that has to be. */
  readonly onLog?: (message: LogMessage) => void;
  readonly logLevel?: LogLevel;
  /** Has what the server asks be the call's result, and takes the place of `ask`. */
  readonly relay?: InputRelay;
}

/** What a call needs of the gateway. */
export interface DirectCallParts {
  readonly road: CallRoad;
  readonly desk: QuestionDesk;
  readonly log: Log;
  /** Absent when tool calls are not recorded. */
  readonly audit: Audit | undefined;
  readonly redact: (text: string) => string;
}

/**
 * Calls a tool. A call that fails is a result with `isError`, which models get to read, unlike errors of the protocol.
 *
 * @throws {ProtocolFault} when a relayed call is refused for what the client can do or has brought back.
 */
export async function callDirectly(
  parts: DirectCallParts,
  { server, tool }: Pick<ExposedTool, "server" | "tool">,
  request: DirectCallRequest,
): Promise<CallToolResult> {
  const { road, desk, log, audit, redact } = parts;
  const {
    client,
    principal,
    arguments: args,
    session,
    signal,
    onProgress,
    ask,
    sample,
    onLog,
    logLevel,
    relay,
  } = request;
  const begin = performance.now();
  const execution = crypto.randomUUID();
  const names = { server, tool: tool.name };
  const record = audit && new CallAudit({ audit, execution, client, principal })
    .begin({ ...names, argumentsJson: JSON.stringify(args) });
  const call = {
    ...{ ...names, arguments: args, session, signal, caller: session, definition: tool },
    ...{ client, isOfProgram: false, asking: ask && desk.open({ execution, session, principal, ask }) },
    ...(onProgress && { onProgress }),
    ...(sample && { sample }),
    ...(onLog && { onLog }),
    ...(logLevel && { logLevel }),
    ...(relay && { relay }),
    ...(principal === undefined ? {} : { principal }),
  };
  const { result, outcome, fault } = await callTool(road, call)
    .then((result) => succeed(result, { server, redact }), (error) => fail(error, parts, relay));
  record?.({ text: textOf(result), outcome });
  log("info", "gateway.called", {
    execution,
    principal,
    ...names,
    outcome,
    ms: Math.round(performance.now() - begin),
  });
  if (fault !== undefined) throw fault;
  return result;
}

interface Ended {
  readonly result: CallToolResult;
  readonly outcome: CallOutcome;
  /** What the client gets in place of the result. */
  readonly fault?: ProtocolFault;
}

function succeed(result: CallToolResult, options: Parameters<typeof showInput>[1]): Ended {
  const { input } = result;
  if (input === undefined) return { result, outcome: result.isError ? "failed" : "ok" };
  const shown = showInput(input, options);
  const text = "the tool asks for something that Runbyte does not pass on";
  return shown === undefined
    ? { result: { content: [{ type: "text", text }], isError: true }, outcome: "failed" }
    : { result: { ...result, input: shown }, outcome: "ok" };
}

/** The client lacks a capability: it is for the client, and not for a model, to do something about that. */
const MISSING_CAPABILITY = -32021;

function fail(error: unknown, { log, redact }: DirectCallParts, relay: InputRelay | undefined): Ended {
  const fault = relay && readFault(error, redact);
  const isForClient = fault?.code === MISSING_CAPABILITY || Object.keys(relay?.params ?? {}).length > 0;
  const { message, logged } = toErrorText(error);
  if (logged) log("error", "gateway.call-failed", { ref: logged.ref, error: String(logged.error) });
  return {
    result: { content: [{ type: "text", text: message }], isError: true },
    outcome: outcomeOf(error),
    ...(fault !== undefined && isForClient ? { fault } : {}),
  };
}

/** What the agent gets, for its size. */
function textOf({ content, structuredContent }: CallToolResult): string {
  return JSON.stringify(structuredContent === undefined ? content : { content, structuredContent });
}
