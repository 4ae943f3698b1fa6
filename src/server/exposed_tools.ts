/**
 * Calls of tools that are offered directly, between the agent's client and the gateway.
 *
 * @module
 */

import {
  type CallToolResult,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
  type Server,
  SERVER_INFO_META_KEY,
} from "@modelcontextprotocol/server";
import type { ClientIdentity } from "../audit.ts";
import type { ExposedTool } from "../gateway/exposed_tools.ts";
import type { Gateway } from "../gateway/gateway.ts";
import { isJsonObject } from "../json.ts";
import type { Sample } from "../sample.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, truncate } from "../text.ts";
import type { CallLog } from "./log_relay.ts";
import { type ClientRelay, toProtocolError } from "./relay.ts";
import type { Answer, Conversation } from "./conversation.ts";
import { ProgressRelay } from "./progress_relay.ts";

/** A call, and over what it came. */
export interface ExposedCall {
  readonly gateway: Gateway;
  readonly server: Server;
  readonly session: string;
  readonly principal?: string;
  readonly client: ClientIdentity | undefined;
  readonly conversation: Conversation;
  /** Has the model behind the client answer, while the call goes on. */
  readonly sample?: Sample | undefined;
  /** Takes what the tool's server logs. */
  readonly log?: CallLog | undefined;
  /** Has what the server asks be the result; the client brings the answers with another request. */
  readonly relay?: ClientRelay;
  readonly name: string;
  readonly arguments: unknown;
}

/**
 * Calls the tool of a name that is none of Runbyte's own.
 *
 * @param own The names of Runbyte's own tools.
 * @throws {ProtocolError} when the agent is offered no tool of this name.
 */
export async function callExposedTool(
  call: ExposedCall & { readonly relay?: never },
  own: readonly string[],
): Promise<CallToolResult>;
export async function callExposedTool(call: ExposedCall, own: readonly string[]): Promise<Answer>;
export async function callExposedTool(call: ExposedCall, own: readonly string[]): Promise<Answer> {
  const { gateway, server, session, principal, client, conversation, sample, log, relay, name } = call;
  const tool = await gateway.direct.find(name, session);
  if (tool === undefined) {
    throw unknownTool(name, own, (await gateway.direct.list(session, { now: true })).tools);
  }
  const { signal, ask, wantsProgress } = conversation;
  const progress = wantsProgress ? new ProgressRelay((progress) => conversation.notify(progress)) : undefined;
  const result = await gateway.direct.call(tool, {
    // The SDK has seen to it that they are an object where they are there.
    ...{ arguments: isJsonObject(call.arguments) ? call.arguments : {}, session, signal },
    ...(client && { client }),
    ...(principal === undefined ? {} : { principal }),
    ...(progress && { onProgress: progress.tell }),
    ...(sample && { sample }),
    ...(log && { onLog: log.tell }),
    ...(log?.level && { logLevel: log.level }),
    ...(relay ? { relay } : ask && { ask }),
  }).catch((error) => {
    throw toProtocolError(error);
  });
  await Promise.all([progress?.finish(), log?.sent()]);
  // Read, and made such a result, by the gateway.
  if (result.input !== undefined) return result.input as unknown as InputRequiredResult;
  const { outputSchema } = tool.entry;
  return server.projectCallToolResult(
    toSdkResult(result),
    isJsonObject(outputSchema) ? outputSchema : undefined,
  );
}

type GatewayResult = Awaited<ReturnType<Gateway["direct"]["call"]>>;

/** The result as the client gets it: what the tool's server sent, but for its word on who made it, which is Runbyte's. */
function toSdkResult({ isError, _meta, input: _input, ...result }: GatewayResult): CallToolResult {
  const { [SERVER_INFO_META_KEY]: _, ...meta } = _meta ?? {};
  const passed = {
    ...result,
    ...(isError ? { isError } : {}),
    ...(Object.keys(meta).length === 0 ? {} : { _meta: meta }),
  };
  // What a server sends as content is its own affair: clients read it as they would without Runbyte.
  return passed as unknown as CallToolResult;
}

/** Longest name that an error repeats, in UTF-16 code units. */
const NAME_LENGTH = 100;

function unknownTool(name: string, own: readonly string[], exposed: readonly ExposedTool[]): ProtocolError {
  // Tools that had this name until another's clashed with it.
  const meant = exposed.filter(({ tool }) => tool.name === name).map((tool) => tool.name);
  const near = nearest(name.slice(0, NAME_LENGTH), [...own, ...exposed.map((tool) => tool.name)]);
  const guesses = meant.length > 0 ? meant : near === undefined ? [] : [near];
  const next = guesses.length === 0 ? "" : `: did you mean ${guesses.slice(0, GUESSES).join(" or ")}?`;
  return new ProtocolError(
    ProtocolErrorCode.InvalidParams,
    `Unknown tool: ${truncate(cleanLine(name), NAME_LENGTH)}${next}`,
  );
}

/** Names that an error suggests. */
const GUESSES = 3;
