/**
 * What a client can answer, and what it has answered, for a server behind Runbyte that asks it something.
 *
 * @module
 */

import {
  CLIENT_CAPABILITIES_META_KEY,
  type JSONRPCMessage,
  LOG_LEVEL_META_KEY,
  ProtocolError,
  type Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { ProtocolFault } from "../gateway/protocol_fault.ts";
import { serverState } from "../gateway/relayed_state.ts";
import type { DirectCallRequest } from "../gateway/direct_call.ts";
import { isLogLevel, type LogLevel } from "../log_message.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { Sample } from "../sample.ts";
import { canAsk, isModern } from "./asking_client.ts";

/** What a client can answer, and its answers. */
export type ClientRelay = NonNullable<DirectCallRequest["relay"]>;

/** The client's word on itself and its answers, to be sent with a call. */
export function relayOf(server: Server, context: ServerContext): ClientRelay {
  const { inputResponses } = context.mcpReq;
  const requestState = serverState(context.mcpReq.requestState());
  return {
    params: {
      // They came as JSON.
      ...(inputResponses === undefined ? {} : { inputResponses: inputResponses as JsonObject }),
      ...(requestState === undefined ? {} : { requestState }),
    },
    meta: metaOf(server, context),
  };
}

/** What a server is told beside a request: what this request's client can do. */
export function metaOf(server: Server, context: ServerContext): JsonObject {
  const level = levelOf(context);
  return {
    [CLIENT_CAPABILITIES_META_KEY]: abilitiesOf(server, context),
    ...(level === undefined ? {} : { [LOG_LEVEL_META_KEY]: level }),
  };
}

/** How urgent messages have to be for the client of a request to want them; nothing where it wants none, or is an older one. */
export function levelOf({ mcpReq }: ServerContext): LogLevel | undefined {
  const envelope: Readonly<Record<string, unknown>> = { ...mcpReq.envelope };
  const level = envelope[LOG_LEVEL_META_KEY];
  return isLogLevel(level) ? level : undefined;
}

/**
 * Whether a server's questions are for the client itself to answer with another request: it is one of 2026-07-28. An older
 * one is asked while the call goes on; where that may be more than a question to a person, the SDK sees to it.
 */
export function answersByItself(server: Server, context: ServerContext): boolean {
  const { sampling, roots } = abilitiesOf(server, context);
  return isModern(context) || sampling !== undefined || roots !== undefined;
}

/** What a client of either era says that it can do, as far as Runbyte passes it on: forms, a model, roots. */
function abilitiesOf(server: Server, context: ServerContext): JsonObject {
  const envelope: Readonly<Record<string, unknown>> = { ...context.mcpReq.envelope };
  const stated = isModern(context) ? envelope[CLIENT_CAPABILITIES_META_KEY] : server.getClientCapabilities();
  const { sampling, roots } = isJsonObject(stated) ? stated : {};
  return {
    ...(canAsk(server, context) ? { elicitation: { form: {} } } : {}),
    ...(isJsonObject(sampling) ? { sampling } : {}),
    ...(isJsonObject(roots) ? { roots } : {}),
  };
}

/** Makes the way to ask the model of an older client while a request of its goes on; nothing where it has none. */
export function sampleThrough(
  server: Server,
  context: ServerContext,
  questionMs: number,
): Sample | undefined {
  if (abilitiesOf(server, context)["sampling"] === undefined) return undefined;
  return async (params, signal) => {
    const request = { method: "sampling/createMessage", params: { ...params } } as const;
    const result = await context.mcpReq.send(request, { signal, timeout: questionMs });
    // The SDK has read it: JSON.
    return result as unknown as JsonObject;
  };
}

/** Whether a client introduces itself as one that has a model to ask. */
export function introducesModel(message: JSONRPCMessage): boolean {
  const params: unknown = "params" in message ? message.params : undefined;
  const capabilities = isJsonObject(params) ? params["capabilities"] : undefined;
  return isJsonObject(capabilities) && isJsonObject(capabilities["sampling"]);
}

/** Returns what the SDK makes an error response of. */
export function toProtocolError(error: unknown): unknown {
  return error instanceof ProtocolFault
    ? ProtocolError.fromError(error.code, error.message, error.data)
    : error;
}
