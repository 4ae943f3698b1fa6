/**
 * Which calls need a person's consent, as the operator's config has it (`confirm`).
 *
 * @module
 */

import type { Config } from "../config/config.ts";
import { matchesGlob } from "../glob.ts";
import type { ToolHints } from "../tool.ts";

/** In place of a pattern: every tool that does not declare itself harmless. */
export const DESTRUCTIVE = "destructive";

/** A tool that is about to be called. */
export interface ConfirmTarget {
  readonly server: string;
  readonly tool: string;
  /** What the server says of it; absent while that is not known. */
  readonly hints: ToolHints | undefined;
}

/** Whether a call needs consent. A tool of which nothing is known does, where any of its server's tools may (S-73). */
export function needsConsent(
  { confirm, servers }: Pick<Config, "confirm" | "servers">,
  { server, tool, hints }: ConfirmTarget,
): boolean {
  const own = servers.find(({ name }) => name === server)?.confirm ?? [];
  const general = confirm.filter((pattern) =>
    pattern === DESTRUCTIVE || matchesGlob(split(pattern).server, server)
  );
  if (own.length === 0 && general.length === 0) return false;
  // Without its definition, the name may be one that only the server knows how to read.
  if (hints === undefined) return true;
  const isRisky = !isHarmless(hints);
  const fits = (pattern: string) => pattern === DESTRUCTIVE && isRisky;
  return own.some((pattern) => fits(pattern) || matchesConfirm(pattern, server, tool)) ||
    general.some((pattern) =>
      fits(pattern) || pattern !== DESTRUCTIVE && matchesGlob(split(pattern).tool, tool)
    );
}

/** Whether a pattern of a server's own entry fits one of its tools. The server's name may stand in front. */
function matchesConfirm(pattern: string, server: string, tool: string): boolean {
  return matchesGlob(pattern, tool) || matchesGlob(pattern, `${server}/${tool}`);
}

/** A tool is harmless that changes nothing, or only adds. Where it does not say, MCP has it as destructive. */
function isHarmless({ readOnlyHint, destructiveHint }: ToolHints): boolean {
  return readOnlyHint === true || destructiveHint === false;
}

/** `SERVER/TOOL`, divided at the first `/`, or `SERVER` for all of its tools. */
function split(pattern: string): { readonly server: string; readonly tool: string } {
  const at = pattern.indexOf("/");
  return at === -1
    ? { server: pattern, tool: "*" }
    : { server: pattern.slice(0, at), tool: pattern.slice(at + 1) };
}
