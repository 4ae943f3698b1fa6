/**
 * What an agent's way to a program put into its context with the original.
 *
 * @module
 */

import type { CatalogServer } from "../../../src/catalog/catalog.ts";
import { callTokens, countTokens } from "../../../tests/support/tokens.ts";
import { programTokens } from "./agent.ts";
import { ORIGINAL_SURFACE, originalFile, originalListing, originalServers } from "./original.ts";
import { pathOf, type Place } from "./place.ts";
import type { ServerSet } from "./server_set.ts";

const listed = new WeakMap<CatalogServer, number>();

/**
 * Returns the tokens of a whole task with these tools: what was always in the context, `/servers`, the listing with
 * descriptions of each server that the task needs (there was no search), each tool's file, and the program.
 */
export function originalTask({ catalog }: ServerSet, places: readonly Place[]): number {
  const servers = new Set(places.map(({ server }) => server));
  return ORIGINAL_SURFACE + callTokens("list_directory", { path: "/servers" }) +
    countTokens(originalServers(catalog)) +
    sum([...servers].map(listServer)) + sum(places.map(readTool)) + programTokens(places);
}

/** The tokens of listing a server: descriptions of large ones take a while to count. */
function listServer(server: CatalogServer): number {
  const known = listed.get(server);
  if (known !== undefined) return known;
  const call = callTokens("list_directory", { path: `/servers/${server.name}`, withDescriptions: true });
  const tokens = call + countTokens(originalListing(server, { withDescriptions: true }));
  listed.set(server, tokens);
  return tokens;
}

function readTool(place: Place): number {
  return callTokens("read_file", { path: pathOf(place) }) + countTokens(originalFile(place));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
