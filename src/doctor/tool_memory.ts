/**
 * What is known of a server's tools from last time, compared with what it lists now, and kept for next time.
 *
 * @module
 */

import type { ServerConfig } from "../config/config.ts";
import { Pins } from "../hub/pins.ts";
import { redactTool } from "../redact_tool.ts";
import { fitting } from "../state/record.ts";
import { stateKey } from "../state/server_key.ts";
import type { StoredChange, ToolStore } from "../state/tool_store.ts";
import { cleanLine, truncate } from "../text.ts";
import type { ToolDefinition } from "../tool.ts";
import { changedParts } from "../tool_parts.ts";
import type { ToolChanges } from "./examination.ts";

/** A server's tools as it lists them now. */
export interface ListedTools {
  readonly tools: readonly ToolDefinition[];
  readonly version?: string;
}

/** What became of a list. */
export interface Compared {
  readonly changes?: ToolChanges;
  readonly waiting: readonly string[];
}

/**
 * Compares a list with the one that is kept, and keeps it in its place. What was accepted of a pinned server stays; what it
 * has changed since is made ready to be accepted. Never rejects.
 */
export async function compareAndKeep(
  config: ServerConfig,
  { tools, version }: ListedTools,
  { store, redact }: { readonly store: ToolStore; readonly redact: (text: string) => string },
): Promise<Compared> {
  const key = await stateKey(config, redact);
  const kept = await store.read(key) ?? {};
  const shown = tools.filter(({ name }) => redact(name) === name).map((tool) => redactTool(tool, redact));
  const { kept: list, rest } = fitting(shown);
  const changes = kept.tools && differences(kept.tools, shown);
  const held = config.pinTools && kept.accepted ? new Pins(kept.accepted, redact).apply(tools).held : [];
  const given = version === undefined ? {} : { version: truncate(cleanLine(redact(version)), 100) };
  const change: StoredChange = {
    listed: { ...given, ...(rest.length === 0 ? { tools: list } : {}) },
    ...(held.length === 0 ? {} : { alsoPending: fitting(held.map(({ tool }) => tool)).kept }),
  };
  await store.write(key, change);
  return { ...(changes && { changes }), waiting: held.map(({ tool }) => tool.name) };
}

/** What differs between two lists. Their order means nothing. */
export function differences(
  before: readonly ToolDefinition[],
  after: readonly ToolDefinition[],
): ToolChanges {
  const known = new Map(before.map((tool) => [tool.name as string, tool]));
  const names = new Set(after.map(({ name }) => name as string));
  return {
    added: after.filter(({ name }) => !known.has(name)).map(({ name }) => name),
    removed: [...known.keys()].filter((name) => !names.has(name)),
    changed: after.flatMap((tool) => {
      const old = known.get(tool.name);
      const parts = old === undefined ? [] : changedParts(old, tool);
      return parts.length === 0 ? [] : [{ name: tool.name, parts }];
    }),
  };
}
