/**
 * An error of the protocol that the agent's client gets: a server's own, or one in its place.
 *
 * @module
 */

import { RequestError } from "../hub/request_error.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { redactObject } from "../redact_json.ts";
import { cleanLine, truncate } from "../text.ts";

/** An error with a code of JSON-RPC. */
export class ProtocolFault extends Error {
  override readonly name = "ProtocolFault";
  readonly code: number;
  readonly data: JsonObject | undefined;

  constructor(code: number, message: string, data?: JsonObject) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

/** Longest message, and most data, in UTF-16 code units. */
const MESSAGE_LENGTH = 1_000;
const DATA_LENGTH = 10_000;

/** Returns the error with which a server has answered, without what must not be shown; nothing for any other failure. */
export function readFault(error: unknown, redact: (text: string) => string): ProtocolFault | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof RequestError) || cause.failure.kind !== "rpc") return undefined;
  const { code, message, data } = cause.failure;
  const said = truncate(redact(cleanLine(redact(message))), MESSAGE_LENGTH);
  const isShown = isJsonObject(data as Json) && JSON.stringify(data).length <= DATA_LENGTH;
  // It came as JSON.
  return new ProtocolFault(code, said, isShown ? redactObject(data as JsonObject, redact) : undefined);
}
