/**
 * What a search answers: tools as an agent imports and calls them, in few tokens.
 *
 * @module
 */

import type { Catalog, CatalogServer } from "../catalog/catalog.ts";
import { quote } from "../codegen/quote.ts";
import { toolOutline, toolSignature } from "../codegen/signature.ts";
import { nearest } from "../suggest.ts";
import { cleanLine, firstSentence, truncate } from "../text.ts";
import { availableServers, stateOf } from "./explain.ts";
import type { Hit } from "./search_index.ts";

/** What was asked, and of what. */
export interface Search {
  readonly catalog: Catalog;
  /** The only server that was searched; all when `undefined`. */
  readonly scope: CatalogServer | undefined;
  readonly query: string;
  /** Words of the query that no tool has, nor anything like them. */
  readonly unknown: readonly string[];
}

/** Most tools in an answer. */
const SHOWN = 10;

/**
 * What a tool must score beside the best to be shown. Nothing that was looked for lay below it in trials over published
 * tools; every fourth tool did that was not.
 */
const WORTH = 0.2;

/** Tools whose signature is shown whole, unless it is very long. */
const FIRST = 5;

/** Longest signature that is shown, in UTF-16 code units: of the first tools, and of the others. Longer ones are outlined. */
const SIGNATURE_LENGTH = { first: 700, other: 160 } as const;

/** Most servers, and most words of the query, that a remark names, and how much of each is shown. */
const NAMED = 5;
const NAMED_LENGTH = 80;

/** Lists the best hits: a line with the import path and the call, a line with what it does. */
export function answerHits({ catalog, scope, unknown }: Search, hits: readonly Hit[]): string {
  const shown = best(hits).map((hit, n) => ({ ...hit, call: callOf(hit, n) }));
  const searched = scope === undefined ? catalog.servers : [scope];
  const count = searched.reduce((sum, { tools }) => sum + tools.length, 0);
  const from = scope === undefined
    ? "import NAME from the path before it"
    : `import { NAME } from ${quote(`./servers/${scope.name}`)}`;
  return lines([
    `Best of ${count} ${count === 1 ? "tool" : "tools"}; ${from}, each returns a Promise:`,
    ...shown.flatMap(({ server, tool, call }) => [
      scope === undefined ? `${specifierOf(server)} ${call.text}` : call.text,
      indent(firstSentence(tool.description ?? "")),
    ]),
    shown.some(({ call }) => call.isOutline)
      ? `Arguments without a type are strings; results and "+n optional" are in ${fileOf(scope)}`
      : "",
    unknown.length === 0 ? "" : `No tool has: ${unknown.slice(0, NAMED).map(shorten).join(", ")}`,
    noteUnsearched(searched),
  ]);
}

/** Says that nothing was found, and what to do. `elsewhere` is what servers have that were not asked for. */
export function answerNothing({ catalog, scope, query, unknown }: Search, elsewhere: readonly Hit[]): string {
  const asked = `${scope === undefined ? "" : ` in /servers/${scope.name}`} for '${shorten(query)}'`;
  const others = [...new Set(best(elsewhere).map(({ server }) => server.name))];
  if (others.length > 0) {
    return lines([`No tool found${asked}: search without a path, others have some (${some(others)})`]);
  }
  const { servers } = catalog;
  if (servers.every(({ status }) => status !== "ready") && servers.some(isConnecting)) {
    return lines(["Nothing could be searched yet: try again in a moment", noteUnsearched(servers, false)]);
  }
  const words = unknown.length === 0 ? [] : wordsOf(catalog);
  const near = unknown.slice(0, NAMED).flatMap((word) => nearest(word.slice(0, NAMED_LENGTH), words) ?? []);
  return lines([
    `No tool found${asked}: say in other words (English) what it should do, or list one of the servers`,
    near.length === 0 ? "" : `Near words that tools have: ${[...new Set(near)].join(", ")}`,
    availableServers(catalog),
    noteUnsearched(catalog.servers),
  ]);
}

/** The first ten, without those that fit much less than the first. */
function best(hits: readonly Hit[]): readonly Hit[] {
  return hits.slice(0, SHOWN).filter(({ score }) => score >= WORTH * (hits[0]?.score ?? 0));
}

/** The call, whole where there is room. The result is left to the tool's file with the other arguments. */
function callOf({ tool }: Hit, rank: number): { readonly text: string; readonly isOutline: boolean } {
  const signature = toolSignature(tool);
  const room = rank < FIRST ? SIGNATURE_LENGTH.first : SIGNATURE_LENGTH.other;
  if (signature.length <= room) return { text: signature, isOutline: false };
  const outline = toolOutline(tool);
  return outline.length < signature.length
    ? { text: outline, isOutline: true }
    : { text: signature, isOutline: false };
}

function isConnecting({ status }: CatalogServer): boolean {
  return status === "connecting";
}

/** Names the servers that could not be searched. @param tellsNext Whether it says that those may come that connect. */
function noteUnsearched(servers: readonly CatalogServer[], tellsNext = true): string {
  const states = servers.flatMap((server) => {
    const state = stateOf(server);
    return state === undefined ? [] : [`${server.name} (${truncate(state, NAMED_LENGTH)})`];
  });
  const next = tellsNext && servers.some(isConnecting) ? ": try again in a moment" : "";
  return states.length === 0 ? "" : `Not searched: ${some(states)}${next}`;
}

function some(names: readonly string[]): string {
  const more = names.length - NAMED;
  return `${names.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** The words of the tools' and servers' names, as they are written. */
function wordsOf({ servers }: Catalog): readonly string[] {
  const names = servers.flatMap(({ name, tools }) => [name, ...tools.map((tool) => tool.name)]);
  const words = names.flatMap((name) => name.match(/\p{Lu}?[\p{Ll}\p{N}]{2,}/gu) ?? []);
  return [...new Set(words.map((word) => word.toLowerCase()))];
}

/** A specifier, in quotes only where its end could not be seen without them. */
function specifierOf({ name }: CatalogServer): string {
  const specifier = `./servers/${name}`;
  return /^[\w./@-]+$/.test(specifier) ? specifier : quote(specifier);
}

function fileOf(scope: CatalogServer | undefined): string {
  return `/servers/${scope?.name ?? "SERVER"}/NAME.ts`;
}

function shorten(text: string): string {
  return truncate(cleanLine(text.slice(0, 4 * NAMED_LENGTH)), NAMED_LENGTH);
}

function indent(text: string): string {
  return text === "" ? "" : `  ${text}`;
}

function lines(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n") + "\n";
}
