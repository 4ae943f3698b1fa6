/**
 * What `confirm` says, held against the servers that there are.
 *
 * @module
 */

import { matchesGlob } from "../glob.ts";
import type { Reporter } from "./problem.ts";
import type { SortedServers } from "./servers.ts";
import type { Sourced } from "./value.ts";

/** Warns of patterns that fit no server: whoever misspells a server's name believes to be asked, and is not. */
export function warnOfStrangers(
  confirm: readonly Sourced<string>[],
  { servers, rejected, disabled }: SortedServers,
  report: Reporter,
): void {
  const names = [...[...servers, ...rejected].map(({ name }) => name), ...disabled];
  for (const { value: pattern, place } of confirm) {
    const [server = ""] = pattern.split("/");
    if (pattern === "destructive" || names.some((name) => matchesGlob(server, name))) continue;
    report.warning(
      place,
      "fits no configured server, so nobody is asked because of it: write SERVER/TOOL, or SERVER for all tools",
    );
  }
}
