/**
 * A recorded tool call as a line of the audit file.
 *
 * @module
 */

import type { AuditedCall } from "./audit.ts";
import { canonicalJson } from "./canonical_json.ts";
import { cleanLine, truncate } from "./text.ts";

/** Longest name of a client, server or tool, in UTF-16 code units: a program may call a tool by any name. */
const NAME_LENGTH = 256;

/** Returns the line, without its end. */
export async function auditLine(call: AuditedCall): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalText(call.argumentsJson));
  return JSON.stringify({
    time: new Date(call.startedAt).toISOString(),
    principal: call.principal === undefined ? undefined : shown(call.principal),
    client: call.client && { name: shown(call.client.name), version: shown(call.client.version) },
    execution: call.execution,
    server: shown(call.server),
    tool: shown(call.tool),
    outcome: call.outcome,
    ms: Math.round(call.durationMs),
    argumentBytes: bytes.length,
    resultBytes: call.resultBytes,
    argumentsSha256: new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex(),
  });
}

/** The line for calls whose lines could not be written. */
export function lossLine(now: number, calls: number): string {
  return JSON.stringify({ time: new Date(now).toISOString(), lost: calls });
}

function shown(name: string): string {
  return truncate(cleanLine(name), NAME_LENGTH);
}

/** What is no JSON, or nested too deeply to be put into order, counts as it came. */
function canonicalText(json: string): string {
  try {
    return canonicalJson(JSON.parse(json));
  } catch {
    return json;
  }
}
