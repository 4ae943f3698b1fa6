/**
 * Content blocks of answers, as a terminal or a pipe gets them.
 *
 * @module
 */

import { isJsonObject } from "../json.ts";
import { cleanLine, cleanText } from "../text.ts";

/** A content block of MCP, of whatever type, from whomever. */
export interface ShownBlock {
  readonly type?: unknown;
  readonly text?: unknown;
  readonly data?: unknown;
  readonly mimeType?: unknown;
  readonly resource?: unknown;
  readonly uri?: unknown;
}

/** Returns texts as they are, but for a terminal's control sequences there; of the rest, what it is. */
export function showBlock({ type, text, data, mimeType, resource, uri }: ShownBlock): string {
  if (typeof text === "string") return Deno.stdout.isTerminal() ? cleanText(text) : text;
  if (isJsonObject(resource)) {
    const { text, blob, mimeType, uri } = resource;
    return showBlock({ type: cleanLine(`${type} ${uri}`), text, data: blob, mimeType });
  }
  if (typeof uri === "string") return cleanLine(uri);
  const size = typeof data === "string" ? formatSize(data.length * 3 / 4) : undefined;
  const facts = [String(type), mimeType, size].filter((fact) => typeof fact === "string").join(", ");
  return `[${cleanLine(facts)}: -json prints it]`;
}

/** A size as file managers show it. */
function formatSize(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(bytes) / 3)));
  const count = bytes / 1_000 ** power;
  return `${count < 10 && power > 0 ? count.toFixed(1) : Math.round(count)} ${units[power]}`;
}
