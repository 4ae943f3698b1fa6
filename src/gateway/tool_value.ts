/**
 * What a tool's result becomes in the program.
 *
 * @module
 */

import { isJsonObject } from "../json.ts";
import type { CallReply } from "../sandbox/run_request.ts";
import { cleanText, truncate } from "../text.ts";

/** The parts of an MCP `CallToolResult` that matter here, as they came from the server: nothing is taken for granted. */
export interface RawToolResult {
  readonly content?: unknown;
  readonly structuredContent?: unknown;
  readonly isError?: unknown;
}

/** Longest text of a failed tool that becomes an error's message. */
const ERROR_LENGTH = 8_000;

/**
 * Converts a tool's result into the value that the program's call resolves to, or the message it rejects with.
 *
 * The value is `structuredContent` where the server sent it; else, for a single text block, the JSON in it if that is an
 * object or an array, else the text itself; else the array of content blocks.
 */
export function toCallReply(result: RawToolResult): CallReply {
  const content = Array.isArray(result.content) ? result.content : [];
  if (result.isError === true) return { ok: false, message: errorMessage(content) };
  if (result.structuredContent !== undefined && result.structuredContent !== null) {
    return { ok: true, encoding: "json", text: JSON.stringify(result.structuredContent) };
  }
  const [first] = content;
  if (
    content.length === 1 && isJsonObject(first) && first["type"] === "text" &&
    typeof first["text"] === "string"
  ) {
    return textReply(first["text"]);
  }
  return { ok: true, encoding: "json", text: JSON.stringify(content) };
}

/** Leaves the parsing of what looks like JSON to the guest: a 10 MB result is then read once and not on the host. */
function textReply(text: string): CallReply {
  // A string with NUL does not cross as it is, and is no JSON either.
  return /^\s*[[{]/.test(text) && !text.includes("\0")
    ? { ok: true, encoding: "json-or-text", text }
    : { ok: true, encoding: "json", text: JSON.stringify(text) };
}

function errorMessage(content: readonly unknown[]): string {
  const texts = content.flatMap((block) =>
    isJsonObject(block) && typeof block["text"] === "string" ? [block["text"]] : []
  );
  const text = cleanText(texts.join("\n")).trim();
  return truncate(text === "" ? "the tool failed without a message" : text, ERROR_LENGTH);
}
