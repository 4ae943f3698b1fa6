/**
 * Requests that are none of Runbyte's own: they are passed on to a server, and their results passed back, as they came.
 *
 * @module
 */

import type { JsonObject } from "../json.ts";
import type { Caller } from "./places.ts";

/** A request of the agent's client to a server. */
export interface PassedRequest {
  readonly method: string;
  readonly params: JsonObject;
  /** What revision 2026-07-28 says beside the params (`_meta`); older servers are not told. */
  readonly meta?: JsonObject;
  /** The agent's connection: a server that is not shared has one connection for each. */
  readonly session: string;
  /** Who calls, where that is known: they take turns first. */
  readonly principal?: string;
  /** As in a tool call. */
  readonly caller?: Caller;
  /** Cancels the request, at the server too. */
  readonly signal: AbortSignal;
}

/**
 * A call whose questions (protocol revision 2026-07-28: `input_required`) are its result, and whose answers come with the
 * next one: whoever made it sees to both.
 */
export interface InputRelay {
  /** What goes beside the call's own params: `inputResponses`, `requestState`. */
  readonly params: JsonObject;
  /** What the one who made the call can answer, as the envelope has it. */
  readonly meta: JsonObject;
}

/** What a server said of itself when it was connected. */
export interface ServerWord {
  /** Its capabilities (MCP `ServerCapabilities`), as it declared them. */
  readonly capabilities: JsonObject;
  /** Whether it speaks revision 2026-07-28 or later. */
  readonly isModern: boolean;
}

/** What a server tells everybody, without being asked. */
export interface ServerNews {
  readonly server: string;
  /** Whose connection it came over, where the server is not shared. */
  readonly session: string | undefined;
  /** `connected`: there is a new connection, which knows nothing of what the last one was asked to do. */
  readonly kind: "prompts-changed" | "resources-changed" | "resource-updated" | "connected";
  /** The resource that was updated. */
  readonly uri?: string;
}

/** Notifications that are news, by method. */
const NEWS: ReadonlyMap<string, ServerNews["kind"]> = new Map([
  ["notifications/prompts/list_changed", "prompts-changed"],
  ["notifications/resources/list_changed", "resources-changed"],
  ["notifications/resources/updated", "resource-updated"],
]);

/** Reads a notification; `undefined` for one that is no news. */
export function readNews(
  method: string,
  params: Readonly<Record<string, unknown>> | undefined,
): Pick<ServerNews, "kind" | "uri"> | undefined {
  const kind = NEWS.get(method);
  if (kind !== "resource-updated") return kind && { kind };
  const uri = params?.["uri"];
  return typeof uri === "string" ? { kind, uri } : undefined;
}
