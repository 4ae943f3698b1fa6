/**
 * A call from the agent, with what it may say to the client before its result: progress, and questions to the person
 * behind it. Since protocol revision 2026-07-28 it may be carried by several requests, one after another.
 *
 * @module
 */

import type { CallToolResult, InputRequiredResult, ServerContext } from "@modelcontextprotocol/server";
import type { Ask } from "../question.ts";

/** What a call can do while it is at work. */
export interface Conversation {
  /** Cancels the call. */
  readonly signal: AbortSignal;
  /** Puts a question to the person; absent where the client cannot ask. */
  readonly ask?: Ask;
  /** Whether the client wants to know how the call is getting on. */
  readonly wantsProgress: boolean;
  /** Tells the client so, where one is there to listen. */
  notify(progress: ProgressReport): Promise<void>;
}

/** `notifications/progress` without its token. */
export interface ProgressReport {
  readonly progress: number;
  readonly total?: number;
  readonly message?: string;
}

/** Does the work of a call. */
export type Work = (conversation: Conversation) => Promise<CallToolResult>;

/** What a request is answered with: the result of its call, or what has to be asked first. */
export type Answer = CallToolResult | InputRequiredResult;

/** Tells the client of one request. */
export async function notifyOf({ mcpReq }: ServerContext, progress: ProgressReport): Promise<void> {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return;
  await mcpReq.notify({ method: "notifications/progress", params: { progressToken, ...progress } });
}

/** The conversation over one request, to its end. */
export function converseOver(context: ServerContext, ask?: Ask): Conversation {
  const { signal, _meta } = context.mcpReq;
  return {
    ...{ signal, wantsProgress: _meta?.progressToken !== undefined },
    ...(ask && { ask }),
    notify: (progress) => notifyOf(context, progress),
  };
}
