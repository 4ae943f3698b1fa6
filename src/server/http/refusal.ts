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
  tooMany: { status: 429, code: JSON_RPC.invalidRequest, message: "Too many requests: try again later" },
  full: { status: 503, code: JSON_RPC.internal, message: "Too busy: try again later" },
  ending: { status: 503, code: JSON_RPC.internal, message: "Runbyte is restarting: try again in a moment" },
  tooLarge: { status: 413, code: JSON_RPC.invalidRequest, message: "The request is too large" },
  tooSlow: { status: 408, code: JSON_RPC.invalidRequest, message: "The request took too long to arrive" },
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

/** The answer to a refused request: a JSON-RPC error without an id, which nobody has read. */
export function refuse(refusal: Refusal, headers: Readonly<Record<string, string>> = {}): Response {
  const { status, code, message } = REFUSALS[refusal];
  return Response.json({ jsonrpc: "2.0", error: { code, message }, id: null }, { status, headers });
}
