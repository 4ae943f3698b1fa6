/**
 * How a JSON-RPC request to a downstream server can fail.
 *
 * @module
 */

import { isJsonObject } from "../json.ts";

/** The ways, and what is known of each. */
export type RequestFailure =
  /** The server answered with an error. */
  | { readonly kind: "rpc"; readonly code: number; readonly message: string; readonly data?: unknown }
  | { readonly kind: "timedOut"; readonly ms: number }
  | { readonly kind: "cancelled" }
  /** The connection ended while the request was in flight. */
  | { readonly kind: "closed" }
  /** The connection had ended before: the request was not sent at all. */
  | { readonly kind: "unsent" }
  /** The server ended its answer before the answer came (HTTP). */
  | { readonly kind: "noAnswer" }
  /** The answer was larger than the limit. */
  | { readonly kind: "oversized"; readonly length: number | undefined }
  /** The request could not be delivered, or its delivery was answered with an HTTP error. */
  | { readonly kind: "undelivered"; readonly error: unknown };

/** Thrown by `Channel.request()`. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly failure: RequestFailure;

  constructor(failure: RequestFailure) {
    super(
      failure.kind === "rpc" ? failure.message : failure.kind,
      failure.kind === "undelivered" ? { cause: failure.error } : {},
    );
    this.failure = failure;
  }
}

/** Thrown by a transport that could not write a message to its end: the other side has not read it as one. */
export class NotWritten extends Error {
  override readonly name = "NotWritten";
}

/** Reads the `error` of an answer. */
export function rpcFailure(error: unknown): RequestFailure {
  if (!isJsonObject(error)) return { kind: "rpc", code: 0, message: "neither a result nor an error" };
  const { code, message, data } = error;
  return {
    kind: "rpc",
    code: typeof code === "number" ? code : 0,
    message: typeof message === "string" ? message : "",
    ...(data === undefined ? {} : { data }),
  };
}
