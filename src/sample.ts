/**
 * Answers of the model behind the agent's client, for a server that asks for one (MCP sampling, in the way of revisions
 * before 2026-07-28).
 *
 * @module
 */

import type { JsonObject } from "./json.ts";

/**
 * Has the agent's client answer the params of a `sampling/createMessage`. An aborted signal takes the question back.
 * Rejects where the client, or the person in front of it, does not want to.
 */
export type Sample = (params: JsonObject, signal: AbortSignal) => Promise<JsonObject>;
