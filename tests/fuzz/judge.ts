/**
 * Whether what came back is what was owed.
 *
 * @module
 */

import type { Message } from "../support/http_wire.ts";
import type { Owed } from "./messages.ts";

/** Says what is wrong with the messages that came back for an input, or `undefined`. */
export function faultOf(owed: Owed, messages: readonly Message[]): string | undefined {
  for (const message of messages) {
    if (!isAnswer(message)) return `that is no answer: ${brief(message)}`;
  }
  if (owed.kind === "nothing") {
    return messages.length === 0 ? undefined : `nothing was owed: ${brief(messages)}`;
  }
  if (messages.length !== 1) return `${messages.length} answers instead of one: ${brief(messages)}`;
  const [{ id, error }] = messages as [Message];
  if (owed.kind === "answer") return id === owed.id ? undefined : `an answer to ${brief(id)}`;
  if (error === undefined) return `a result instead of an error: ${brief(messages)}`;
  return id === null || id === owed.id ? undefined : `an error for ${brief(id)}`;
}

/** An answer as JSON-RPC 2.0 wants it. */
function isAnswer({ jsonrpc, id, result, error, method }: Message): boolean {
  const hasId = id === null || typeof id === "string" || typeof id === "number";
  const isError = Number.isInteger(error?.code) && typeof error?.message === "string";
  return jsonrpc === "2.0" && hasId && method === undefined &&
    (result === undefined ? isError : error === undefined);
}

/** The beginning of a value, for a failure. */
export function brief(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value) ?? "undefined";
  return text.length > 300 ? `${text.slice(0, 200)}… (${text.length} characters) …${text.slice(-60)}` : text;
}
