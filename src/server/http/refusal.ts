/**
 * Answers to requests that go no further. Whoever may not call learns nothing from them.
 *
 * @module
 */

const JSON_RPC = { invalidRequest: -32600, parseError: -32700, internal: -32603 } as const;

/** Why a request is refused, and with what it is answered. */
const REFUSALS = {
  badHost: { status: 403, code: JSON_RPC.invalidRequest, message: "Forbidden" },
  badOrigin: { status: 403, code: JSON_RPC.invalidRequest, message: "Forbidden" },
  unauthorised: { status: 401, code: JSON_RPC.invalidRequest, message: "Unauthorized" },
  guessing: { status: 429, code: JSON_RPC.invalidRequest, message: "Too many requests: try again later" },
  longUrl: { status: 414, code: JSON_RPC.invalidRequest, message: "The URL is too long" },
  largeHeaders: { status: 431, code: JSON_RPC.invalidRequest, message: "The headers are too large" },
  tooMany: { status: 429, code: JSON_RPC.invalidRequest, message: "Too many requests: try again later" },
  full: { status: 503, code: JSON_RPC.internal, message: "Too busy: try again later" },
  internal: { status: 500, code: JSON_RPC.internal, message: "Internal error" },
  ending: { status: 503, code: JSON_RPC.internal, message: "Runbyte is restarting: try again in a moment" },
  tooLarge: { status: 413, code: JSON_RPC.invalidRequest, message: "The request is too large" },
  tooSlow: { status: 408, code: JSON_RPC.invalidRequest, message: "The request took too long to arrive" },
  tooDeep: {
    status: 400,
    code: JSON_RPC.invalidRequest,
    message: "The request is nested too deeply: arrays and objects may be 256 deep",
  },
  noJson: { status: 400, code: JSON_RPC.parseError, message: "Parse error: the body is not JSON" },
  badMediaType: {
    status: 415,
    code: JSON_RPC.invalidRequest,
    message: "Unsupported media type: Content-Type must be application/json",
  },
  badMethod: { status: 405, code: JSON_RPC.invalidRequest, message: "Method not allowed" },
  noSession: {
    status: 404,
    code: -32001,
    message: "Session not found: it has ended; send initialize to begin another one",
  },
} as const;

/** The name of a reason for a refusal. */
export type Refusal = keyof typeof REFUSALS;

/** What belongs to the answer besides its reason. */
export interface RefusalDetails {
  /** Seconds. */
  readonly retryAfter?: number;
  readonly allow?: string;
  /** Whether the connection ends with it: what else the client sends is not read. */
  readonly isLast?: boolean;
}

/** The answer to a refused request: a JSON-RPC error without an id, which nobody has read. */
export function refuse(
  refusal: Refusal,
  { retryAfter, allow, isLast = false }: RefusalDetails = {},
): Response {
  const { status, code, message } = REFUSALS[refusal];
  const headers = {
    ...(refusal === "unauthorised" ? { "www-authenticate": "Bearer" } : {}),
    ...(retryAfter === undefined ? {} : { "retry-after": String(retryAfter) }),
    ...(allow === undefined ? {} : { allow }),
    ...(isLast ? { connection: "close" } : {}),
  };
  return Response.json({ jsonrpc: "2.0", error: { code, message }, id: null }, { status, headers });
}
