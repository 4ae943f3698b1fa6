/**
 * Whether a tool call that failed may be made again: only when it certainly had no effect, because the server never got
 * it or said that it did not take it.
 *
 * @module
 */

import { httpStatus, unreachableReason } from "./failure.ts";
import { HttpRefusal } from "./http_refusal.ts";
import { NotWritten, RequestError } from "./request_error.ts";

/** What to do about a failed call. */
export type Repeat =
  /** The call is over: it failed, or it may have had an effect. */
  | { readonly kind: "never" }
  /** Over another connection. `reason` says what is wrong with this one. */
  | { readonly kind: "reconnect"; readonly reason: string; readonly wasForgotten: boolean }
  /** Over the same connection, when the server wants to be asked again. */
  | { readonly kind: "later"; readonly ms: number };

/** Without a word from the server, it is asked again after a second, then two, four and so on. */
const FIRST_MS = 1_000;

/** What is wrong with a connection whose session the server has forgotten. */
export const FORGOTTEN = "it does not know the session any more";

const NEVER: Repeat = { kind: "never" };

/**
 * Decides about a failed call.
 *
 * @param hasSession whether the server kept a session for the connection.
 * @param tries how often the call has been made.
 */
export function repeatOf(
  error: unknown,
  { hasSession, tries }: { readonly hasSession: boolean; readonly tries: number },
): Repeat {
  if (!(error instanceof RequestError)) return NEVER;
  const { failure } = error;
  if (failure.kind === "unsent") {
    return { kind: "reconnect", reason: "the connection ended", wasForgotten: false };
  }
  if (failure.kind !== "undelivered") return NEVER;
  const refusal = failure.error;
  if (refusal instanceof NotWritten) {
    return { kind: "reconnect", reason: refusal.message, wasForgotten: false };
  }
  if (isForgotten(refusal, hasSession)) {
    return tries > 1 ? NEVER : { kind: "reconnect", reason: FORGOTTEN, wasForgotten: true };
  }
  if (refusal instanceof HttpRefusal) return waitAsTold(refusal, tries);
  const unreached = httpStatus(refusal) === undefined ? unreachableReason(refusal) : undefined;
  return unreached === undefined ? NEVER : { kind: "reconnect", reason: unreached, wasForgotten: false };
}

/** 404 is what the specification asks for; many servers answer 400 and say in words that it is the session. */
export function isForgotten(refusal: unknown, hasSession: boolean): boolean {
  if (!hasSession) return false;
  const status = httpStatus(refusal);
  return status === 404 || (status === 400 && refusal instanceof Error && /session/i.test(refusal.message));
}

/**
 * 429 says that the call was not taken. So does 503 with the time to come back; without it, it may be a proxy's word
 * about a server that was at work.
 */
function waitAsTold({ status, retryAfterMs }: HttpRefusal, tries: number): Repeat {
  if (retryAfterMs !== undefined) return { kind: "later", ms: retryAfterMs };
  return status === 429 ? { kind: "later", ms: FIRST_MS * 2 ** (tries - 1) } : NEVER;
}
