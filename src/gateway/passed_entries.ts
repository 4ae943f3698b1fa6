/**
 * The resources, resource templates and prompts of servers that are passed on as they are: their entries in lists, and
 * the names that tell those of several servers apart.
 *
 * @module
 */

import { isJsonObject, type Json, type JsonObject } from "../json.ts";

/** What a server may offer besides tools. */
export type OfferKind = "resources" | "templates" | "prompts";

/** How MCP names it. */
export const OFFERS = {
  resources: { method: "resources/list", member: "resources", key: "uri", capability: "resources" },
  templates: {
    method: "resources/templates/list",
    member: "resourceTemplates",
    key: "uriTemplate",
    capability: "resources",
  },
  prompts: { method: "prompts/list", member: "prompts", key: "name", capability: "prompts" },
} as const;

/** An entry, under the name or URI by which the agent's client asks for it. */
export interface PassedOffer {
  readonly server: string;
  /** What its server calls it. */
  readonly own: string;
  /** What it is called here: the same, but for those that several servers have. */
  readonly shown: string;
  readonly entry: JsonObject;
}

/** Longest name or URI, in UTF-16 code units. */
const KEY_LENGTH = 2_000;

/** Entries without what makes clients refuse a whole list; one without a name is left out, and one that came twice. */
export function readEntries(kind: OfferKind, entries: readonly unknown[]): readonly JsonObject[] {
  const { key } = OFFERS[kind];
  const read = new Map<string, JsonObject>();
  for (const entry of entries) {
    const name = isJsonObject(entry) ? entry[key] : undefined;
    if (!isJsonObject(entry) || typeof name !== "string" || name === "" || name.length > KEY_LENGTH) continue;
    if (!read.has(name)) read.set(name, readEntry(entry, name));
  }
  return [...read.values()];
}

/** Gives every entry its name. `lists` are by server, sorted by its name; two servers' entries of one name both get longer ones. */
export function nameOffers(
  kind: OfferKind,
  lists: readonly { readonly server: string; readonly entries: readonly JsonObject[] }[],
): readonly PassedOffer[] {
  const { key } = OFFERS[kind];
  const counts = new Map<string, number>();
  for (const { entries } of lists) {
    for (const entry of entries) counts.set(String(entry[key]), (counts.get(String(entry[key])) ?? 0) + 1);
  }
  const taken = new Set(counts.keys());
  return lists.flatMap(({ server, entries }) =>
    entries.flatMap((entry): PassedOffer[] => {
      const own = String(entry[key]);
      if (counts.get(own) === 1) return [{ server, own, shown: own, entry }];
      const shown = prefixed(kind, server, own);
      if (taken.has(shown)) return [];
      taken.add(shown);
      return [{ server, own, shown, entry: { ...entry, [key]: shown } }];
    })
  );
}

/** The longer name: the server's comes first. That of a resource is a URI of a scheme of its own. */
export function prefixed(kind: OfferKind, server: string, own: string): string {
  return kind === "prompts" ? `${server}_${own}` : `${schemeOf(server)}+${own}`;
}

/** What its server calls a resource that was asked for by its longer name. */
export function withoutPrefix(server: string, uri: string): string | undefined {
  const prefix = `${schemeOf(server)}+`;
  return uri.toLowerCase().startsWith(prefix) ? uri.slice(prefix.length) : undefined;
}

/** A server's name in letters, digits, `-` and `.`, as the scheme of a URI has it. */
function schemeOf(server: string): string {
  return `x-${server.toLowerCase().replace(/[^a-z0-9.-]/g, "-")}`;
}

type Reader = (value: Json | undefined) => Json | undefined;

const ifText: Reader = (value) => typeof value === "string" ? value : undefined;
const ifObject: Reader = (value) => isJsonObject(value) ? value : undefined;

/** What the specification says of members (2026-07-28, Resource, ResourceTemplate and Prompt). */
const READERS: Readonly<Record<string, Reader>> = {
  name: ifText,
  title: ifText,
  description: ifText,
  mimeType: ifText,
  size: (value) => typeof value === "number" ? value : undefined,
  annotations: ifObject,
  _meta: ifObject,
  icons: (value) =>
    Array.isArray(value) && value.every((icon) => isJsonObject(icon) && typeof icon["src"] === "string")
      ? value
      : undefined,
  arguments: (value) =>
    Array.isArray(value)
      ? value.filter((argument) => isJsonObject(argument) && typeof argument["name"] === "string")
      : undefined,
};

/** A resource has to have a name for clients to take the list. */
function readEntry(entry: JsonObject, key: string): JsonObject {
  const members = Object.entries(entry).flatMap(([name, value]): readonly (readonly [string, Json])[] => {
    const read = Object.hasOwn(READERS, name) ? READERS[name]?.(value) : value;
    return read === undefined ? [] : [[name, read]];
  });
  return { name: key, ...Object.fromEntries(members) };
}
