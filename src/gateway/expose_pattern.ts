/**
 * The patterns of `expose`: which servers and tools they are about.
 *
 * @module
 */

import { matchesGlob } from "../glob.ts";

/** A pattern of `expose` in its parts. */
interface ExposePattern {
  readonly server: string;
  readonly tool: string;
}

/** Reads a pattern: `SERVER/TOOL`, divided at the first `/`, or `SERVER` for all of its tools. */
function parsePattern(text: string): ExposePattern {
  const at = text.indexOf("/");
  return at === -1 ? { server: text, tool: "*" } : { server: text.slice(0, at), tool: text.slice(at + 1) };
}

/** Whether a pattern is about a server. */
export function concernsServer(pattern: string, server: string): boolean {
  return matchesGlob(parsePattern(pattern).server, server);
}

/** Whether the patterns may have any of a server's tools offered. */
export function isExposed(patterns: readonly string[], server: string): boolean {
  return patterns.some((pattern) => concernsServer(pattern, server));
}

/** Whether the patterns have a server offered as a whole, and not only some of its tools. */
export function isExposedWhole(patterns: readonly string[], server: string): boolean {
  return patterns.some((pattern) => concernsServer(pattern, server) && parsePattern(pattern).tool === "*");
}

/** Whether a pattern is about a tool of a server. */
export function concernsTool(pattern: string, server: string, tool: string): boolean {
  return concernsServer(pattern, server) && matchesGlob(parsePattern(pattern).tool, tool);
}
