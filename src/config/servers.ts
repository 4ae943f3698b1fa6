/**
 * All servers of the config: the file's entries and the environment's overrides, sorted into what can be used, what
 * cannot, and what is switched off.
 *
 * @module
 */

import { cleanLine, truncate } from "../text.ts";
import type { RejectedServer, ServerConfig } from "./config.ts";
import { type Environment, lookup } from "./expand.ts";
import { applyOverride, type Override, readOverrides } from "./overrides.ts";
import type { Member } from "./member.ts";
import type { Reporter } from "./problem.ts";
import { isTellingName } from "./confidential.ts";
import type { SecretSet } from "./secrets.ts";
import { emptyDraft, isSwitchedOff, readEntry, type ServerDraft, type Surroundings } from "./server_entry.ts";
import { validateServer } from "./validate.ts";

/** What became of the servers. All lists are sorted by name. */
export interface SortedServers {
  readonly servers: readonly ServerConfig[];
  readonly rejected: readonly RejectedServer[];
  readonly disabled: readonly string[];
}

/** Reads, overrides and judges every server. The secrets go to `around`. */
export function sortServers(
  entries: readonly Member[],
  around: Surroundings,
  report: Reporter,
): SortedServers {
  const disabled = entries.filter((entry) => isSwitchedOff(entry.node)).map((entry) => entry.key);
  const written = entries.filter((entry) => !disabled.includes(entry.key))
    .map((entry) => readEntry(entry, around, report));
  const overrides = readOverrides(around.env, entries.map((entry) => entry.key), report)
    .filter((override) => !disabled.includes(override.server));
  const drafts = override(written, overrides, report).toSorted((a, b) => compare(a.name, b.name));
  const servers: ServerConfig[] = [];
  const rejected: RejectedServer[] = [];
  for (const draft of drafts) {
    const server = validateServer(draft);
    gatherSecrets(draft, around);
    if (server !== undefined) servers.push(server);
    else rejected.push({ name: truncate(cleanLine(draft.name), 100), reason: draft.report.reason ?? "" });
  }
  gatherInherited(around.env, around.secrets);
  return { servers, rejected, disabled: disabled.toSorted(compare) };
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

function gatherSecrets(draft: ServerDraft, { env, secrets }: Surroundings): void {
  for (const [name, { value }] of draft.env) secrets.addNamed(name, value);
  for (const [name, { value }] of draft.headers) secrets.addHeader(name, value);
  if (draft.url !== undefined) secrets.addUrl(draft.url.value);
  secrets.addArguments([...draft.command ? [draft.command] : [], ...draft.args].map(({ value }) => value));
  const inherited = draft.inheritEnv === true ? Object.keys(env).filter(isTellingName) : draft.inheritEnv;
  for (const name of inherited === false ? [] : inherited) secrets.addNamed(name, lookup(env, name) ?? "");
}

/** What every child inherits is no secret, but for the passwords in the addresses of proxies. */
function gatherInherited(env: Environment, secrets: SecretSet): void {
  for (const name of Object.keys(env)) {
    if (/^https?_proxy$|^all_proxy$/i.test(name)) secrets.addUrl(env[name] ?? "");
  }
}
