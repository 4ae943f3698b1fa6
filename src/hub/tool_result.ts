/**
 * What a tool call returned, read leniently: a result that breaks the specification is still a result.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import { redactJson, redactObject } from "../redact_json.ts";

/** A `CallToolResult` of MCP. The values are the ones that came from the server, not copies. */
export interface CallToolResult {
  /** Content blocks of any type; entries that are no objects are left out. */
  readonly content: readonly JsonObject[];
  /** Any JSON, whether or not the tool's output schema allows it. Absent when the server sent none. */
  readonly structuredContent?: Json;
  readonly isError: boolean;
  /** What the server says about the result (MCP `_meta`), for those who pass it on. */
  readonly _meta?: JsonObject;
  /** What the server asks before there is a result, as it came (protocol revision 2026-07-28: `input_required`). */
  readonly input?: JsonObject;
}

/** Reads the result of `tools/call`; `undefined` when it is no object at all. */
export function parseToolResult(result: unknown): CallToolResult | undefined {
  if (!isJsonObject(result)) return undefined;
  const { content, structuredContent, isError, _meta } = result;
  return {
    content: Array.isArray(content) ? content.filter(isJsonObject) : [],
    ...(structuredContent === undefined ? {} : { structuredContent }),
    isError: isError === true,
    ...(isJsonObject(_meta) ? { _meta } : {}),
    ...(result["resultType"] === "input_required" ? { input: result } : {}),
  };
}

/**
 * Replaces what must not be shown in all of a failed call's result, which ends up in messages; a success is data, and
 * stays as it came.
 */
export function redactFailure(result: CallToolResult, redact: (text: string) => string): CallToolResult {
  if (!result.isError) return result;
  const { content, structuredContent, _meta } = result;
  return {
    ...result,
    ...(_meta === undefined ? {} : { _meta: redactObject(_meta, redact) }),
    content: content.map((block) => redactObject(block, redact)),
    ...(structuredContent === undefined ? {} : { structuredContent: redactJson(structuredContent, redact) }),
  };
}
