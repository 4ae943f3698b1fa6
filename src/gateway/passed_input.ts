/**
 * What a server needs to know before it answers (protocol revision 2026-07-28: `input_required`), on its way to the agent's
 * client, which has the answers sent with the next request.
 *
 * @module
 */

import { readQuestion } from "../hub/elicitation.ts";
import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { markState } from "./relayed_state.ts";
import { redactObject } from "../redact_json.ts";

/** Whether a result is no result yet. */
export function isInputRequired(result: unknown): result is JsonObject {
  return isJsonObject(result) && result["resultType"] === "input_required";
}

/** Requests of one result. */
const MOST_REQUESTS = 16;

/**
 * Returns the result as it may be shown, with the server's name in front of what it asks a person (S-72); nothing where
 * something in it cannot be.
 */
export function showInput(
  result: JsonObject,
  options: { readonly server: string; readonly redact: (text: string) => string },
): JsonObject | undefined {
  const { inputRequests = {}, requestState } = result;
  if (!isJsonObject(inputRequests)) return undefined;
  const asked = Object.entries(inputRequests);
  if (asked.length > MOST_REQUESTS) return undefined;
  const shown = asked.flatMap(([key, request]) => {
    const read = showRequest(request, options);
    return read === undefined ? [] : [[key, read] as const];
  });
  if (shown.length < asked.length) return undefined;
  return {
    resultType: "input_required",
    ...(shown.length === 0 ? {} : { inputRequests: Object.fromEntries(shown) }),
    ...(typeof requestState === "string" ? { requestState: markState(requestState) } : {}),
  };
}

function showRequest(
  request: Json | undefined,
  options: Parameters<typeof readQuestion>[1],
): JsonObject | undefined {
  const { method, params = {} } = isJsonObject(request) ? request : {};
  switch (method) {
    case "elicitation/create": {
      const question = readQuestion(params, options);
      if (question === undefined) return undefined;
      return { method, params: { message: question.message, requestedSchema: question.schema } };
    }
    case "sampling/createMessage":
      return isJsonObject(params) ? { method, params: redactObject(params, options.redact) } : undefined;
    case "roots/list":
      return { method, params: {} };
    default:
      return undefined;
  }
}
