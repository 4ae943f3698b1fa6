/**
 * Servers of several clients → names in one config: one definition is one server, and where a name means several each of
 * them keeps one.
 *
 * @module
 */

import { cleanLine } from "../text.ts";
import { parseServerName } from "../names.ts";
import type { FoundFile, FoundServer } from "./discover.ts";
import { isSameServer, offersSame, type ServerEntry } from "./entry.ts";

/** A server that is to be in the config. */
export interface MergedServer {
  readonly name: string;
  readonly entry: ServerEntry;
  readonly remarks: readonly string[];
  /** Whether the config has it already. */
  readonly isKnown: boolean;
}

/**
 * `added` and `renamed` are new in the config; `same` was added for another client; `known` is there already, and `kept`
 * too, with another definition.
 */
export type Fate = "added" | "renamed" | "same" | "known" | "kept";

/** What became of one server of one client. */
export interface Placing {
  readonly file: FoundFile;
  readonly server: FoundServer;
  /** Its name in the config. */
  readonly name: string;
  readonly fate: Fate;
}

/** The names for all servers. */
export interface Merge {
  readonly servers: readonly MergedServer[];
  readonly placings: readonly Placing[];
}

/** Names all servers that were found. Those of `known`, which the config has already, keep theirs. */
export function mergeServers(
  files: readonly FoundFile[],
  known: ReadonlyMap<string, ServerEntry> = new Map(),
): Merge {
  const servers = new Map<string, MergedServer>(
    [...known].map(([name, entry]) => [name, { name, entry, remarks: [], isKnown: true }]),
  );
  const placings: Placing[] = [];
  for (const file of files) {
    for (const server of file.servers) {
      const { name, fate } = place(file, server, servers);
      placings.push({ file, server, name, fate });
    }
  }
  return { servers: [...servers.values()], placings };
}

function place(
  file: FoundFile,
  { name: given, entry, remarks }: FoundServer,
  servers: Map<string, MergedServer>,
): { readonly name: string; readonly fate: Fate } {
  const wanted = folderName(given);
  const same = [...servers.values()].find((other) =>
    (other.name === wanted || other.name.startsWith(`${wanted}-`)) && isSameServer(other.entry, entry)
  );
  if (same !== undefined) {
    if (same.isKnown) return { name: same.name, fate: "known" };
    servers.set(same.name, combine(same, entry, file));
    return { name: same.name, fate: "same" };
  }
  // Whoever has changed an entry of the config wants it as it is.
  if (servers.get(wanted)?.isKnown) return { name: wanted, fate: "kept" };
  const name = freeName(wanted, file.client.id, servers);
  servers.set(name, { name, entry, remarks, isKnown: false });
  return { name, fate: name === wanted ? "added" : "renamed" };
}

/** It is on where one client has it on. */
function combine(server: MergedServer, other: ServerEntry, { client }: FoundFile): MergedServer {
  const { disabled, ...entry } = server.entry;
  const remarks = offersSame(entry, other)
    ? server.remarks
    : [...server.remarks, `${client.name} offers other tools of it: look at "allow" and "deny"`];
  return { ...server, remarks, entry: disabled && other.disabled ? server.entry : entry };
}

/** A name that can be a folder. */
function folderName(name: string): string {
  const plain = cleanLine(name).replace(/[/\\]+/g, "-").replace(/^\.+$/, "").slice(0, 100);
  return parseServerName(plain).ok ? plain : "server";
}

function freeName(wanted: string, client: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(wanted)) return wanted;
  const base = `${wanted.slice(0, 60)}-${client}`;
  for (let count = 1;; count++) {
    const name = count === 1 ? base : `${base}-${count}`;
    if (!taken.has(name)) return name;
  }
}
