/**
 * All servers of the config: the file's entries and the environment's overrides, sorted into what can be used, what
 * cannot, and what is switched off.
 *
 * @module
 */

import { cleanLine, truncate } from "../text.ts";
import type { RejectedServer, ServerConfig } from "./config.ts";
import type { Environment } from "./expand.ts";
import { applyOverride, type Override, readOverrides } from "./overrides.ts";
import type { Member } from "./member.ts";
import type { Reporter } from "./problem.ts";
import { secretsOfUrl } from "./remote.ts";
import { emptyDraft, isSwitchedOff, readEntry, type ServerDraft, type Surroundings } from "./server_entry.ts";
import { validateServer } from "./validate.ts";

/** What became of the servers. All lists are sorted by name. */
export interface SortedServers {
  readonly servers: readonly ServerConfig[];
  readonly rejected: readonly RejectedServer[];
  readonly disabled: readonly string[];
  readonly secrets: readonly string[];
}

/** Reads, overrides and judges every server. */
export function sortServers(
  entries: readonly Member[],
  source: { readonly env: Environment; readonly home: string | undefined },
  report: Reporter,
): SortedServers {
  const around: Surroundings = { env: source.env, home: source.home, secrets: new Set() };
  const disabled = entries.filter((entry) => isSwitchedOff(entry.node)).map((entry) => entry.key);
  const written = entries.filter((entry) => !disabled.includes(entry.key))
    .map((entry) => readEntry(entry, around, report));
  const overrides = readOverrides(source.env, entries.map((entry) => entry.key), report)
    .filter((override) => !disabled.includes(override.server));
  const drafts = override(written, overrides, report).toSorted((a, b) => compare(a.name, b.name));
  const servers: ServerConfig[] = [];
  const rejected: RejectedServer[] = [];
  for (const draft of drafts) {
    const server = validateServer(draft);
    for (const secret of secretsOf(draft, server)) around.secrets.add(secret);
    if (server !== undefined) servers.push(server);
    else rejected.push({ name: truncate(cleanLine(draft.name), 100), reason: draft.report.reason ?? "" });
  }
  return { servers, rejected, disabled: disabled.toSorted(compare), secrets: [...around.secrets] };
}

/** Puts every override into its server's entry; a server that only overrides name gets an empty one first. */
function override(
  written: readonly ServerDraft[],
  overrides: readonly Override[],
  report: Reporter,
): readonly ServerDraft[] {
  const drafts = new Map(written.map((draft) => [draft.name, draft]));
  for (const one of overrides) {
    const draft = drafts.get(one.server) ?? emptyDraft(one.server, { path: one.variable }, report);
    drafts.set(one.server, applyOverride(draft, one));
  }
  return [...drafts.values()];
}

/** By UTF-16 code units: the same order on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function secretsOf(draft: ServerDraft, server: ServerConfig | undefined): readonly string[] {
  const sent = server === undefined || server.type === "stdio" ? [] : Object.values(server.headers);
  const headers = [...[...draft.headers.values()].map((header) => header.value), ...sent];
  // A token shows up without its scheme ("Bearer"), too.
  const tokens = headers.map((value) => /^\S+\s+(.+)$/s.exec(value.trim())?.[1] ?? "");
  const env = [...draft.env.values()].map((variable) => variable.value);
  const url = draft.url === undefined ? [] : secretsOfUrl(draft.url.value);
  return [...env, ...headers, ...tokens, ...url].filter((secret) => secret !== "");
}
